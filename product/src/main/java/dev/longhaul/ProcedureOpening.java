package dev.longhaul;

import dev.longhaul.cli.UsageException;
import dev.longhaul.config.ByteSize;
import dev.longhaul.effect.Clock;
import dev.longhaul.hint.sqs.MessageDrain;
import dev.longhaul.hint.sqs.MessageSender;
import dev.longhaul.hint.sqs.SqsSettings;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.dynamodb.DynamoPartTables;
import dev.longhaul.s3copy.dynamodb.DynamoTables;
import dev.longhaul.s3copy.function.FunctionDispatch;
import dev.longhaul.s3copy.part.PartPace;
import dev.longhaul.s3copy.part.PartTables;
import dev.longhaul.s3copy.part.UploadNotes;
import dev.longhaul.store.aws.AwsAccess;
import dev.longhaul.store.aws.AwsProfiles;
import dev.longhaul.store.aws.SdkService;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
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

  /// The tables of large objects: `MpuTable` and `MpuResultTable` name them where they are not
  /// called as in the procedure.
  DynamoPartTables partTables() {
    DynamoPartTables.Names names =
        new DynamoPartTables.Names(
            setting("MpuTable", PartTables.PARTS), setting("MpuResultTable", PartTables.UPLOADS));
    return new DynamoPartTables(service("DynamoDB"), names, clock);
  }

  /// Functions Single and MPU: `SingleFunction` and `MpuFunction`.
  FunctionDispatch.Names functionNames() {
    FunctionDispatch.Names usual = FunctionDispatch.Names.USUAL;
    return new FunctionDispatch.Names(
        setting("SingleFunction", usual.single()), setting("MpuFunction", usual.parts()));
  }

  /// The function that this process is, as Lambda says.
  String functionName() {
    return setting("AWS_LAMBDA_FUNCTION_NAME", "function");
  }

  /// How fast the way to the destination is, from `StreamRate` until it is measured.
  PartPace pace(UploadNotes notes, Supplier<Duration> time) {
    String rate = setting("StreamRate");
    try {
      return new PartPace(
          notes, rate == null ? PartPace.USUAL : ByteSize.parse(rate).bytes(), time);
    } catch (IllegalArgumentException refused) {
      throw new UsageException("StreamRate: " + refused.getMessage());
    }
  }

  /// The time that function MPU has for an invocation, as far as others know: `MpuSeconds`.
  Duration functionTime() {
    String seconds = setting("MpuSeconds", "900");
    if (!seconds.matches("[1-9][0-9]{0,2}")) {
      throw new UsageException("MpuSeconds: 1 to 999 seconds, not " + seconds);
    }
    return Duration.ofSeconds(Integer.parseInt(seconds));
  }

  /// A queue into which messages are put.
  MessageSender sender(URI queue) {
    return new MessageSender(SqsSettings.of("jobs", queue), access.credentials());
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
