package dev.longhaul.s3copy.function;

import static dev.longhaul.s3copy.function.FunctionWorld.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.JobRow.Standing;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.Worker;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.memory.Synthetic;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Function Monitor: what was sent and not done is sent again, and nothing else.
final class MonitorFunctionTest {
  private final FunctionWorld world = new FunctionWorld();

  private CopyJob sentOnce(String key) {
    world.put(key, "content");
    world.main().handle(event("ObjectCreated:Put", key, "01"));
    return world.sent.getLast().job();
  }

  private Lease begin(CopyJob job) {
    Taking taking = world.tables.leases().take(job, new Worker("i-1", null), FunctionWorld.LEASE);
    return ((Taking.Taken) taking).lease();
  }

  private Standing standing(CopyJob job) {
    return world.tables.records().find(job.id()).orElseThrow().standing();
  }

  @Test
  void aCommandThatNobodyBeganIsSentAgain() {
    CopyJob job = sentOnce("k");
    world.clock.advance(KeyHandler.STALE.minusSeconds(1));
    assertThat(world.pass().redriven()).isZero();
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.pass().redriven()).isEqualTo(1);
    assertThat(world.sent).hasSize(2);
    assertThat(world.sent.getLast().job()).isEqualTo(job);
    world.work();
    assertThat(standing(job)).isEqualTo(Standing.DONE);
    assertThat(world.pass().rows()).isZero();
  }

  @Test
  void liveWorkIsLeftAloneHoweverLongItTakes() {
    Lease lease = begin(sentOnce("large"));
    for (int minute = 0; minute < 600; minute++) {
      world.clock.advance(Duration.ofMinutes(1));
      assertThat(world.tables.leases().renew(lease, FunctionWorld.LEASE)).isTrue();
      assertThat(world.pass().redriven()).isZero();
    }
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void theJobOfAWorkerThatDiedIsSentAgain() {
    begin(sentOnce("k"));
    world.clock.advance(KeyHandler.STALE);
    assertThat(world.pass().redriven()).isEqualTo(1);
    world.work();
    assertThat(world.destination.objects().keySet()).containsExactly(ObjectKey.of("k"));
  }

  /// The worker of the job that was sent last begins it and is not heard of again.
  private void die() {
    FunctionWorld.Command last = world.sent.getLast();
    world.tables.leases().take(last.job(), new Worker(last.instance(), null), FunctionWorld.LEASE);
    world.clock.advance(KeyHandler.STALE);
    world.steps.clear();
  }

  @Test
  @Hazard(39)
  void theJobOfALargeObjectComesBackOnceToWhoeverBeganItAndCanGoOn() {
    world.source.put(
        ObjectKey.of("k"),
        ObjectAttributes.of(Metadata.NONE, Tags.NONE),
        Synthetic.of(1, KeyHandler.WORTH));
    world.main().handle(event("ObjectCreated:Put", "k", "01"));
    for (int more = 2; more <= 5; more++) {
      world.fleet.add(world.online("i-" + more));
    }
    die();
    world.pass();
    assertThat(world.steps).containsExactly("send to i-1");

    die();
    world.pass();
    assertThat(world.steps).hasSize(2).startsWith("sweep k");
  }

  @Test
  @Hazard(40)
  void whatAnInstanceLeftOpenThatIsGoneIsDroppedBeforeAnotherGetsTheJob() {
    world.put("k", "1");
    world.main().handle(event("ObjectCreated:Put", "k", "01"));
    die();
    world.fleet.clear();
    world.fleet.add(world.online("i-2"));
    world.pass();
    assertThat(world.steps).containsExactly("sweep k", "send to i-2");

    die();
    world.source.remove(ObjectKey.of("k"));
    world.pass();
    assertThat(world.steps).as("the object is gone").containsExactly("sweep k");
  }

  @Test
  void aJobThatWasGivenBackIsSentAgain() {
    CopyJob job = sentOnce("k");
    world.tables.leases().release(begin(job), "the destination is not reached");
    world.clock.advance(KeyHandler.STALE);
    assertThat(world.pass().redriven()).isEqualTo(1);
  }

  @Test
  void rowsOfTheOriginalsProgramsAreWorkedOn() {
    world.put("pending", "1");
    world.put("begun", "2");
    world.original(CopyTables.RESULTS, "pending", "pending", world.clock.now());
    world.original(CopyTables.RESULTS, "begun", "begun", world.clock.now());
    world.original(CopyTables.OPEN, "begun", "begun", world.clock.now());
    assertThat(world.pass().redriven()).as("it may be at work").isZero();
    world.clock.advance(KeyHandler.STALE.plusSeconds(1));
    assertThat(world.pass().redriven()).isEqualTo(2);
    assertThat(world.sent)
        .extracting(command -> command.job().id())
        .containsExactlyInAnyOrder("pending", "begun");
    assertThat(world.sent)
        .allSatisfy(command ->
            assertThat(command.job().credentials()).isEqualTo(FunctionWorld.CREDENTIALS));
  }

  @Test
  void aWorkersRowWithoutAResultIsWorkedOnToo() {
    world.put("k", "1");
    world.original(CopyTables.OPEN, "alone", "k", world.clock.now());
    world.clock.advance(KeyHandler.STALE.plusSeconds(1));
    assertThat(world.pass().redriven()).isEqualTo(1);
    assertThat(world.tables.records().find("alone")).isPresent();
  }

  @Test
  void triesComeFartherApartAndThenItIsParkedWithTheReason() {
    CopyJob job = sentOnce("k");
    int passes = 0;
    while (standing(job) == Standing.PENDING) {
      world.clock.advance(KeyHandler.STALE);
      world.pass();
      assertThat(passes++).isLessThan(1000);
    }
    assertThat(world.sent).hasSize(MonitorFunction.Setting.USUAL_ATTEMPTS);
    assertThat(passes).isGreaterThan(100);
    assertThat(world.counts).containsEntry(Journal.Figure.JobsParked, 1L);
    assertThat(world.tables.records().find(job.id()).orElseThrow().reason())
        .isEqualTo("sent 8 times, last to i-1; nobody began it, or its worker is gone");
    assertThat(world.pass().rows()).isZero();
  }

  @Test
  void aJobWhoseSourceIsGoneEndsAtOnce() {
    CopyJob job = sentOnce("k");
    begin(job);
    world.source.remove(ObjectKey.of("k"));
    world.clock.advance(KeyHandler.STALE);
    MonitorFunction.Report report = world.pass();
    assertThat(report.done()).isEqualTo(1);
    assertThat(standing(job)).isEqualTo(Standing.DONE);
    assertThat(world.rows.rows(CopyTables.OPEN)).isEmpty();
    assertThat(world.pass().rows()).isZero();
  }

  @Test
  void aRowThatItsWorkerCouldNotRemoveGoes() {
    CopyJob job = sentOnce("k");
    begin(job);
    world.tables.records().complete(job.id());
    world.clock.advance(FunctionWorld.LEASE);
    world.pass();
    assertThat(world.rows.rows(CopyTables.OPEN)).isEmpty();
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void aRowThatCannotBeReadStopsNothing() {
    world.rows.rows(CopyTables.OPEN).put("broken", Map.of("id", "broken"));
    sentOnce("k");
    world.clock.advance(KeyHandler.STALE);
    MonitorFunction.Report report = world.pass();
    assertThat(report.redriven()).isEqualTo(1);
    assertThat(report.unreadable()).isEqualTo(1);
    assertThat(world.lines).anySatisfy(line -> assertThat(line).contains("row broken"));
  }

  @Test
  void aRowWhoseOtherTableCannotBeReadStopsNothing() {
    world.original(CopyTables.OPEN, "half", "half", world.clock.now());
    world.rows.rows(CopyTables.RESULTS).put("half", Map.of("id", "half", "complete", "Y"));
    sentOnce("k");
    world.clock.advance(KeyHandler.STALE.plusSeconds(1));
    MonitorFunction.Report report = world.pass();
    assertThat(report.redriven()).isEqualTo(1);
    assertThat(report.unreadable()).isEqualTo(2);
    assertThat(world.lines).anySatisfy(line -> assertThat(line).contains("in the other table"));
  }

  @Test
  void aJobThatFailsAsNobodyForesawStopsNoOther() {
    sentOnce("odd");
    CopyJob next = sentOnce("next");
    world.odd = ObjectKey.of("odd");
    world.clock.advance(KeyHandler.STALE);
    MonitorFunction.Report report = world.pass();
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.redriven()).isEqualTo(1);
    assertThat(world.sent.getLast().job()).isEqualTo(next);
    assertThat(world.lines)
        .anySatisfy(line ->
            assertThat(line).endsWith("foresaw this: java.lang.IllegalStateException: odd\\nkey"));
  }

  @Test
  void withoutAnInstanceNothingIsCountedAgainstTheJob() {
    CopyJob job = sentOnce("k");
    world.fleet.clear();
    for (int pass = 0; pass < 50; pass++) {
      world.clock.advance(KeyHandler.STALE);
      assertThat(world.pass().failed()).isEqualTo(1);
    }
    assertThat(standing(job)).isEqualTo(Standing.PENDING);
    world.fleet.add(world.online("i-9"));
    world.clock.advance(KeyHandler.STALE);
    assertThat(world.pass().redriven()).isEqualTo(1);
  }

  @Test
  void aCommandThatFailedIsMadeUpForAtOnce() {
    sentOnce("k");
    CopyJob other = sentOnce("other");
    assertThat(pass("{\"source\":\"aws.events\"}").redriven()).isZero();
    assertThat(pass(ended("command-1", "Success")).redriven()).isZero();
    assertThat(pass(ended("command-1", "Failed")).redriven()).isEqualTo(1);
    assertThat(world.sent.getLast().job().key()).isEqualTo(ObjectKey.of("k"));

    world.original(CopyTables.OPEN, other.id(), "other", world.clock.now());
    assertThat(pass(ended("command-2", "TimedOut")).redriven()).isEqualTo(1);
    assertThat(world.sent.getLast().job()).isEqualTo(other);
    assertThat(world.rows.rows(CopyTables.OPEN)).isEmpty();
  }

  private MonitorFunction.Report pass(String event) {
    return world
        .monitor()
        .pass(world.clock.now().plusSeconds(60), MonitorFunction.failedCommand(event).orElse(null));
  }

  private static String ended(String command, String status) {
    return """
    {"detail-type":"EC2 Command Invocation Status-change Notification","source":"aws.ssm",\
    "detail":{"command-id":"%s","document-name":"AWS-RunShellScript","status":"%s"}}\
    """
        .formatted(command, status);
  }

  @Test
  void twoMonitorsAtOnceSendOnce() {
    sentOnce("k");
    world.clock.advance(KeyHandler.STALE);
    world.pass();
    world.pass();
    assertThat(world.sent).hasSize(2);
  }
}
