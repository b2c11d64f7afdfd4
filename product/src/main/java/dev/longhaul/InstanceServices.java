package dev.longhaul;

import dev.longhaul.cli.JobServices;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.cloudwatch.MetricTimes;
import dev.longhaul.s3copy.dynamodb.DynamoTables;
import dev.longhaul.s3copy.worker.SyncTimes;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/// What an instance of the original procedure works with besides buckets: its tables in DynamoDB
/// and its metric in CloudWatch.
final class InstanceServices implements JobServices {
  private final DynamoTables tables;
  private final SyncTimes times;
  private final String instance;

  InstanceServices(
      Map<String, String> environment, Workers workers, Clock clock, Consumer<String> remarks) {
    ProcedureOpening opening = new ProcedureOpening(environment, clock);
    this.tables = opening.tables();
    this.times = new MetricTimes(opening.service("CloudWatch"), workers, clock, remarks);
    this.instance = InstanceName.of(environment, Path.of("/"));
  }

  @Override
  public CopyTables tables() {
    return tables.tables();
  }

  @Override
  public SyncTimes times() {
    return times;
  }

  @Override
  public String instance() {
    return instance;
  }

  @Override
  public void close() {
    times.close();
    tables.close();
  }
}
