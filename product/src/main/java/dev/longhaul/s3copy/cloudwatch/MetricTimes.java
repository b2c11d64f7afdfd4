package dev.longhaul.s3copy.cloudwatch;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.s3copy.worker.SyncTimes;
import dev.longhaul.store.aws.SdkService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/// Puts the times of many copies with one call: each call costs money, and a worker makes many
/// copies a second. CloudWatch keeps the single values, so that percentiles are true.
public final class MetricTimes implements SyncTimes {
  /// Values that one datum carries at most.
  private static final int VALUES = 150;

  /// How long a value waits for others.
  static final Duration INTERVAL = Duration.ofSeconds(20);

  private final SdkService service;
  private final CloudWatchClient client;
  private final Clock clock;
  private final Consumer<String> remarks;
  private final Monitor monitor;
  private final Workers.Group group;

  /// By bucket, guarded by the monitor.
  private TreeMap<String, List<Double>> waiting = new TreeMap<>();

  private boolean closing;

  /// Asks nobody anything yet.
  ///
  /// @param remarks is told what could not be sent
  public MetricTimes(SdkService service, Workers workers, Clock clock, Consumer<String> remarks) {
    this.service = service;
    this.client = service.client(CloudWatchClient.builder());
    this.clock = clock;
    this.remarks = remarks;
    this.monitor = workers.monitor();
    this.group = workers.open("metric");
    group.start(this::send);
  }

  @Override
  public void put(String bucket, Duration time) {
    double seconds = time.toNanos() / 1e9;
    monitor.enter(() -> waiting.computeIfAbsent(bucket, _ -> new ArrayList<>()).add(seconds));
  }

  /// Sends whenever the interval is over, a datum is full, or it is the last time.
  private boolean send() {
    boolean last = false;
    while (!last) {
      last = monitor.when(this::isUrgent, INTERVAL, () -> closing).orElse(false);
      TreeMap<String, List<Double>> all =
          monitor.enter(() -> {
            TreeMap<String, List<Double>> now = waiting;
            waiting = new TreeMap<>();
            return now;
          });
      all.forEach(this::send);
    }
    return true;
  }

  private boolean isUrgent() {
    return closing || waiting.values().stream().anyMatch(values -> values.size() >= VALUES);
  }

  private void send(String bucket, List<Double> values) {
    Instant now = clock.now();
    for (int from = 0; from < values.size(); from += VALUES) {
      List<Double> some = values.subList(from, Math.min(from + VALUES, values.size()));
      try {
        client.putMetricData(ask -> ask.namespace(NAMESPACE).metricData(datum(bucket, some, now)));
      } catch (Cancelled told) {
        throw told;
      } catch (RuntimeException unsent) {
        remarks.accept(
            "the times of "
                + some.size()
                + " copies are missing in metric "
                + NAMESPACE
                + "/"
                + NAME
                + ": "
                + service.reason(unsent, "cloudwatch:PutMetricData"));
      }
    }
  }

  private static MetricDatum datum(String bucket, List<Double> values, Instant now) {
    return MetricDatum.builder()
        .metricName(NAME)
        .dimensions(Dimension.builder().name(DIMENSION).value(bucket).build())
        .unit(StandardUnit.SECONDS)
        .timestamp(now)
        .values(values)
        .build();
  }

  @Override
  public void close() {
    monitor.enter(() -> closing = true);
    group.close();
    client.close();
  }
}
