package dev.longhaul;

import dev.longhaul.effect.Clock;
import dev.longhaul.hint.sqs.MessageDrain;
import dev.longhaul.hint.sqs.SqsSettings;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.dynamodb.DynamoTables;
import dev.longhaul.store.aws.AwsAccess;
import dev.longhaul.store.aws.AwsProfiles;
import dev.longhaul.store.aws.SdkService;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Opens what the original procedure works with in the source's world, as the environment of a
/// function or a machine says.
final class ProcedureOpening {
  private static final String USUAL_REGION = "us-east-1";

  private final Map<String, String> environment;
  private final Clock clock;
  private final AwsAccess access;

  ProcedureOpening(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
    this.access = AwsProfiles.load(environment, clock).chain();
  }

  /// Both tables: `SingleTable` and `ResultTable` name them where they are not called as in the
  /// procedure, `PendingIndex` the sparse index over the results.
  DynamoTables tables() {
    DynamoTables.Names names =
        new DynamoTables.Names(
            setting("SingleTable", CopyTables.OPEN),
            setting("ResultTable", CopyTables.RESULTS),
            setting("PendingIndex"));
    return new DynamoTables(service("DynamoDB"), names, clock);
  }

  /// A service beside this process, as the process's own role.
  SdkService service(String name) {
    String region = access.region();
    return SdkService.of(
        name, environment, region == null ? USUAL_REGION : region, access.credentials());
  }

  /// A queue whose messages are taken out one by one.
  MessageDrain drain(URI queue) {
    return new MessageDrain(SqsSettings.of("letters", queue), access.credentials());
  }

  private String setting(String name, String usual) {
    String value = setting(name);
    return value == null ? usual : value;
  }

  /// `null` where the variable is not set, or blank.
  @Nullable String setting(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
