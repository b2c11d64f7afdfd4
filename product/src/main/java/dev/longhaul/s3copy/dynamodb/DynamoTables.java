package dev.longhaul.s3copy.dynamodb;

import static dev.longhaul.s3copy.dynamodb.Attributes.seconds;
import static dev.longhaul.s3copy.dynamodb.Attributes.text;

import dev.longhaul.effect.Clock;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.JobRecords;
import dev.longhaul.s3copy.JobRow;
import dev.longhaul.s3copy.JobScans;
import dev.longhaul.s3copy.OpenJob;
import dev.longhaul.store.aws.SdkService;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The procedure's tables in DynamoDB.
public final class DynamoTables implements JobRecords, JobScans, AutoCloseable {
  private static final String ONLY_PENDING =
      "#complete = :no AND attribute_not_exists(#parked_reason)";

  private final DynamoDbClient client;
  private final Table open;
  private final Table results;
  private final Clock clock;
  private final @Nullable String index;

  /// How the tables are called here.
  ///
  /// @param open instead of `S3Single`
  /// @param results instead of `S3SingleResult`
  /// @param index the sparse index over `pending` of the results; `null` to read the whole table,
  ///   which shows rows of the original's Main too
  public record Names(String open, String results, @Nullable String index) {
    /// As in the procedure.
    public static final Names USUAL = new Names(CopyTables.OPEN, CopyTables.RESULTS, null);
  }

  /// Asks nobody anything yet.
  public DynamoTables(SdkService service, Names names, Clock clock) {
    this.client = service.client(DynamoDbClient.builder());
    this.open = new Table(client, service, names.open(), Table.ID);
    this.results = new Table(client, service, names.results(), Table.ID);
    this.index = names.index();
    this.clock = clock;
  }

  /// Both tables for all who use them.
  public CopyTables tables() {
    return new CopyTables(new Leases(open, results, clock), this, this);
  }

  @Override
  public JobRow record(CopyJob job) {
    Map<String, AttributeValue> row = Attributes.row(job);
    row.put(Attributes.PENDING, text(job.id()));
    if (results.put(row, Condition.of("attribute_not_exists(#id)"))) {
      return Attributes.result(row);
    }
    return find(job.id()).orElseGet(() -> Attributes.result(row));
  }

  @Override
  public Optional<JobRow> find(String id) {
    Map<String, AttributeValue> row = results.get(id);
    return row.isEmpty() ? Optional.empty() : Optional.of(Attributes.result(row));
  }

  @Override
  public boolean claim(JobRow seen) {
    Instant sent = seen.sent();
    String unchanged = sent == null ? "attribute_not_exists(#sent_time)" : "#sent_time = :seen";
    Condition condition =
        Condition.of(ONLY_PENDING + " AND " + unchanged)
            .with(":no", text(Attributes.NO))
            .with(":now", seconds(clock.now()));
    return results.update(
        seen.job().id(),
        "SET #sent_time = :now",
        sent == null ? condition : condition.with(":seen", seconds(sent)));
  }

  @Override
  public void sent(String id, String instance, @Nullable String command) {
    String counted =
        "SET #attempts = if_not_exists(#attempts, :zero) + :one, #instance_id = :instance";
    String change =
        counted + (command == null ? " REMOVE #command_id" : ", #command_id = :command");
    Condition condition =
        Condition.of("attribute_exists(#id)")
            .naming(change)
            .with(":zero", Attributes.number(0))
            .with(":one", Attributes.number(1))
            .with(":instance", text(instance));
    results.update(
        id, change, command == null ? condition : condition.with(":command", text(command)));
  }

  @Override
  public void park(String id, String reason) {
    String change = "SET #parked_reason = :reason, #parked_time = :now REMOVE #pending";
    boolean parked =
        results.update(
            id,
            change,
            Condition.of(ONLY_PENDING)
                .naming(change)
                .with(":no", text(Attributes.NO))
                .with(":reason", text(reason.isEmpty() ? "no reason given" : reason))
                .with(":now", seconds(clock.now())));
    if (parked) {
      open.delete(id, Condition.NONE);
    }
  }

  @Override
  public void complete(String id) {
    String change =
        "SET #complete = :yes, #complete_time = :now"
            + " REMOVE #pending, #parked_reason, #parked_time";
    results.update(
        id,
        change,
        Condition.of("attribute_exists(#id)")
            .naming(change)
            .with(":yes", text(Attributes.YES))
            .with(":now", seconds(clock.now())));
  }

  @Override
  public void forget(OpenJob seen) {
    String begun = "#start_time = :started AND ";
    Condition condition =
        seen.attempts() == 0
            ? Condition.of(begun + "attribute_not_exists(#attempts)")
            : Condition.of(begun + "#attempts = :attempts")
                .with(":attempts", Attributes.number(seen.attempts()));
    open.delete(seen.job().id(), condition.with(":started", seconds(seen.started())));
  }

  @Override
  public Optional<OpenJob> open(String id) {
    Map<String, AttributeValue> row = open.get(id);
    return row.isEmpty() ? Optional.empty() : Optional.of(Attributes.open(row));
  }

  @Override
  public void eachOpen(Visitor<OpenJob> visitor) {
    open.scan(null, Condition.NONE, row -> Rows.OPEN.show(row, visitor));
  }

  @Override
  public void eachPending(Visitor<JobRow> visitor) {
    results.scan(
        index,
        Condition.of(ONLY_PENDING).with(":no", text(Attributes.NO)),
        row -> Rows.RESULTS.show(row, visitor));
  }

  @Override
  public boolean isOpen(String bucket, ObjectKey key, String destinationBucket) {
    AtomicBoolean isOpen = new AtomicBoolean();
    Condition ofKey =
        Condition.of("#key = :key AND #source_bucket = :from AND #destination_bucket = :to")
            .with(":key", text(key.text()))
            .with(":from", text(bucket))
            .with(":to", text(destinationBucket));
    open.scan(
        null,
        ofKey,
        row ->
            Rows.OPEN.show(
                row,
                new Visitor<OpenJob>() {
                  @Override
                  public void row(OpenJob job) {
                    isOpen.compareAndSet(false, job.mayWork(clock.now()));
                  }

                  @Override
                  public void unreadable(String id, String why) {
                    // It says no beginning, so it has no end: nobody is waited for for ever.
                  }
                }));
    return isOpen.get();
  }

  /// Gives back the connections.
  @Override
  public void close() {
    client.close();
  }
}
