package dev.longhaul.s3copy.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.rehearsal.JsonService.Refused;
import dev.longhaul.rehearsal.TableServer;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.CopyTablesContract;
import dev.longhaul.s3copy.JobRow;
import dev.longhaul.s3copy.JobScans;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.Worker;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.aws.CredentialSources;
import dev.longhaul.store.aws.SdkService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The tables over DynamoDB's protocol keep the contract, and say what is wrong with them.
final class DynamoTablesTest extends CopyTablesContract {
  private static final CopyJob JOB =
      new CopyJob("a", "source", ObjectKey.of("key-a"), "destination", null);

  private static final Worker WORKER = new Worker("i-1", null);
  private static final Duration LEASE = Duration.ofSeconds(90);

  private final TableServer server = new TableServer(CopyTables.OPEN, CopyTables.RESULTS);
  private final List<DynamoTables> opened = new ArrayList<>();
  private final DynamoDbClient original = service().client(DynamoDbClient.builder());

  private SdkService service() {
    return new SdkService(
        "DynamoDB",
        "us-east-1",
        server.endpoint(),
        CredentialSources.fixed(new Credentials("key", "secret", null, null)));
  }

  private DynamoTables tables(DynamoTables.Names names) {
    DynamoTables tables = new DynamoTables(service(), names, clock);
    opened.add(tables);
    return tables;
  }

  @Override
  protected CopyTables open() {
    return tables(DynamoTables.Names.USUAL).tables();
  }

  @Override
  protected void original(String table, Map<String, Object> attributes) {
    new OriginalProgram(original).put(table, attributes);
  }

  @Override
  protected Map<String, String> stored(String table, String id) {
    return server.stored(table, id);
  }

  @BeforeEach
  void nothingIsAsked() {
    assertThat(server.calls()).isEmpty();
  }

  @AfterEach
  void closeServer() {
    opened.forEach(DynamoTables::close);
    original.close();
    server.close();
  }

  private static List<String> pending(JobScans scans) {
    List<String> ids = new ArrayList<>();
    scans.eachPending(
        new JobScans.Visitor<>() {
          @Override
          public void row(JobRow row) {
            ids.add(row.job().id());
          }

          @Override
          public void unreadable(String id, String why) {
            throw new AssertionError(id + ": " + why);
          }
        });
    return ids;
  }

  @Test
  void anIndexOverPendingRowsHoldsNothingThatIsDone() {
    JobScans indexed = tables(new DynamoTables.Names("S3Single", "S3SingleResult", "pending"));
    CopyTables whole = open();
    for (String id : List.of("a", "b", "c", "d", "e")) {
      whole.records().record(new CopyJob(id, "source", JOB.key(), "destination", null));
    }
    whole.records().complete("b");
    whole.records().park("c", "because");
    assertThat(pending(indexed)).containsExactlyInAnyOrder("a", "d", "e");
    assertThat(pending(whole.scans())).containsExactlyInAnyOrder("a", "d", "e");
  }

  @Test
  void throttlingIsNotTheCallersTrouble() {
    server.refuse(
        "PutItem",
        new Refused(400, "ProvisionedThroughputExceededException", "The level is exceeded"));
    assertThat(open().records().record(JOB).job()).isEqualTo(JOB);
    assertThat(server.calls()).containsExactly("PutItem", "PutItem");
  }

  /// The server forgets what was written for whoever does not ask for a consistent read.
  @Test
  @Hazard(74)
  void noReadIsStale() {
    CopyTables tables = open();
    tables.records().record(JOB);
    Lease lease = taken(tables);
    assertThat(tables.records().find("a")).isPresent();
    assertThat(tables.scans().open("a")).isPresent();
    assertThat(tables.scans().isOpen("source", JOB.key(), "destination")).isTrue();
    assertThat(pending(tables.scans())).containsExactly("a");
    tables.leases().settle(lease, LEASE);
    assertThat(tables.leases().take(JOB, WORKER, LEASE)).isEqualTo(new Taking.Done());
  }

  private static Lease taken(CopyTables tables) {
    return ((Taking.Taken) tables.leases().take(JOB, WORKER, LEASE)).lease();
  }

  /// The client asks again, and its condition does not hold any more because it held before.
  @Test
  @Hazard(74)
  void aWriteWhoseAnswerIsLostDelaysAJobAndNoMore() {
    CopyTables tables = open();
    server.loseAnswer("PutItem");
    JobRow row = tables.records().record(JOB);
    assertThat(row.standing()).isEqualTo(JobRow.Standing.PENDING);
    server.loseAnswer("UpdateItem");
    assertThat(tables.records().claim(row)).as("as if another sent it").isFalse();
    JobRow claimed = tables.records().find("a").orElseThrow();
    clock.advance(Duration.ofMinutes(5));
    assertThat(tables.records().claim(claimed)).as("so Monitor does").isTrue();

    server.loseAnswer("PutItem");
    assertThat(tables.leases().take(JOB, WORKER, LEASE)).isInstanceOf(Taking.Busy.class);
    clock.advance(LEASE);
    Lease lease = taken(tables);
    server.loseAnswer("UpdateItem");
    assertThat(tables.leases().renew(lease, LEASE)).isTrue();
    server.loseAnswer("UpdateItem");
    server.loseAnswer("DeleteItem");
    tables.leases().settle(lease, LEASE);
    assertThat(stored(CopyTables.OPEN, "a")).isEmpty();
    assertThat(stored(CopyTables.RESULTS, "a")).containsEntry("complete", "Y");
  }

  @Test
  void aTimeInMillisecondsHoldsNoJobForEver() {
    CopyTables tables = open();
    taken(tables);
    for (String time : List.of("1764288000000", "1E125", "-1")) {
      original.updateItem(request ->
          request
              .tableName(CopyTables.OPEN)
              .key(Map.of("id", AttributeValue.fromS("a")))
              .updateExpression("SET #lease_until = :time")
              .expressionAttributeNames(Map.of("#lease_until", "lease_until"))
              .expressionAttributeValues(Map.of(":time", AttributeValue.fromN(time))));
      assertThatThrownBy(() -> tables.scans().open("a"))
          .isInstanceOf(MalformedJob.class)
          .hasMessageStartingWith("lease_until: is no time in seconds");
    }
  }

  @Test
  void aMissingTableIsNamedWithTheRemedy() {
    CopyTables tables = tables(new DynamoTables.Names("none", "Nope", null)).tables();
    assertThatThrownBy(() -> tables.records().find("a"))
        .isInstanceOf(TablesUnavailable.class)
        .hasMessageContaining("there is no table Nope in us-east-1; make it with the key id");
  }

  @Test
  void aRefusalSaysWhichPermissionIsMissing() {
    server.refuse(
        "PutItem", new Refused(400, "AccessDeniedException", "User: x is not authorized"));
    assertThatThrownBy(() -> open().records().record(JOB))
        .isInstanceOf(TablesUnavailable.class)
        .hasMessageContaining("S3SingleResult")
        .hasMessageContaining("the role needs dynamodb:PutItem");
  }

  @Test
  void aRowOfTheOriginalStaysReadableForIt() {
    CopyTables tables = open();
    tables.records().record(JOB);
    Map<String, AttributeValue> row =
        original
            .getItem(request ->
                request
                    .tableName(CopyTables.RESULTS)
                    .consistentRead(true)
                    .key(Map.of("id", AttributeValue.fromS("a"))))
            .item();
    Map<String, String> texts =
        row.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue().s())));
    assertThat(texts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "id", "a",
                "source_bucket", "source",
                "destination_bucket", "destination",
                "key", "key-a",
                "complete", "N",
                "pending", "a"));
  }
}
