package dev.longhaul.s3copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.JobRow.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the tables of the procedure keep to, whoever holds them and whichever programs write to
/// them.
public abstract class CopyTablesContract {
  private static final Duration LEASE = Duration.ofSeconds(90);
  private static final Worker ONE = new Worker("i-0000000000000001", "command-1");
  private static final Worker OTHER = new Worker("i-0000000000000002", "command-2");

  protected final ManualClock clock = new ManualClock();
  private CopyTables tables = new CopyTablesInMemory(clock).tables();

  /// Empty tables that go by the clock.
  protected abstract CopyTables open();

  /// Writes a row as the original's programs do, with these attributes and no more.
  ///
  /// @param table one of the two
  /// @param attributes texts, and instants for numbers of seconds
  protected abstract void original(String table, Map<String, Object> attributes);

  /// The attributes of a row as they are stored, numbers as text; empty when there is none.
  protected abstract Map<String, String> stored(String table, String id);

  @BeforeEach
  void openTables() {
    tables = open();
  }

  private static CopyJob job(String id, ObjectKey key) {
    return new CopyJob(id, "source", key, "destination", null);
  }

  private static CopyJob job(String id) {
    return job(id, ObjectKey.of("key-" + id));
  }

  private static final class Seen<R> implements JobScans.Visitor<R> {
    private final List<R> rows = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    @Override
    public void row(R row) {
      rows.add(row);
    }

    @Override
    public void unreadable(String id, String why) {
      unreadable.add(id);
    }
  }

  private Seen<OpenJob> allOpen() {
    Seen<OpenJob> seen = new Seen<>();
    tables.scans().eachOpen(seen);
    return seen;
  }

  private Seen<JobRow> allPending() {
    Seen<JobRow> seen = new Seen<>();
    tables.scans().eachPending(seen);
    return seen;
  }

  private Lease taken(CopyJob job, Worker worker) {
    Taking taking = tables.leases().take(job, worker, LEASE);
    assertThat(taking).isInstanceOf(Taking.Taken.class);
    return ((Taking.Taken) taking).lease();
  }

  private JobRow row(String id) {
    return tables.records().find(id).orElseThrow();
  }

  private Map<String, Object> originalRow(String id) {
    return Map.of(
        "id", id,
        "source_bucket", "source",
        "destination_bucket", "destination",
        "key", "key-" + id,
        "complete", "N");
  }

  @Test
  void aJobIsWrittenDownOnceWithTheOriginalsAttributes() {
    JobRow first = tables.records().record(job("a"));
    assertThat(first.standing()).isEqualTo(Standing.PENDING);
    assertThat(stored(CopyTables.RESULTS, "a"))
        .containsEntry("id", "a")
        .containsEntry("source_bucket", "source")
        .containsEntry("destination_bucket", "destination")
        .containsEntry("key", "key-a")
        .containsEntry("complete", "N");
    tables.records().complete("a");
    assertThat(tables.records().record(job("a")).standing()).isEqualTo(Standing.DONE);
  }

  @Test
  void everyKeyIsKeptAsItIs() {
    int number = 0;
    for (ObjectKey key : NastyKeys.all()) {
      CopyJob job = job("n" + number++, key);
      tables.records().record(job);
      taken(job, ONE);
      assertThat(row(job.id()).job()).isEqualTo(job);
      assertThat(tables.scans().isOpen("source", key, "destination")).isTrue();
    }
    assertThat(allPending().rows).hasSize(number);
  }

  @Test
  void aJobHasOneHolder() {
    tables.records().record(job("a"));
    Lease lease = taken(job("a"), ONE);
    assertThat(tables.leases().take(job("a"), OTHER, LEASE))
        .isEqualTo(new Taking.Busy(clock.now().plus(LEASE)));
    assertThat(lease.until()).isEqualTo(clock.now().plus(LEASE));
    assertThat(stored(CopyTables.OPEN, "a"))
        .containsEntry("source_bucket", "source")
        .containsEntry("destination_bucket", "destination")
        .containsEntry("key", "key-a")
        .containsEntry("complete", "N")
        .containsEntry("instance_id", ONE.instance())
        .containsEntry("command_id", "command-1")
        .containsEntry("start_time", Long.toString(clock.now().getEpochSecond()));
  }

  @Test
  @Hazard(74)
  void aLeaseThatRanOutIsTakenOverAndItsHolderKnows() {
    Lease lost = taken(job("a"), ONE);
    clock.advance(LEASE);
    Lease held = taken(job("a"), OTHER);
    assertThat(held.number()).isGreaterThan(lost.number());
    assertThat(tables.leases().renew(lost, LEASE)).isFalse();
    tables.leases().release(lost, "too late");
    assertThat(tables.leases().take(job("a"), ONE, LEASE)).isInstanceOf(Taking.Busy.class);
    assertThat(tables.leases().renew(held, LEASE)).isTrue();
  }

  @Test
  void aRenewedLeaseIsNotTakenOver() {
    Lease lease = taken(job("a"), ONE);
    clock.advance(LEASE.minusSeconds(1));
    assertThat(tables.leases().renew(lease, LEASE)).isTrue();
    clock.advance(LEASE.minusSeconds(1));
    assertThat(tables.leases().take(job("a"), OTHER, LEASE)).isInstanceOf(Taking.Busy.class);
    assertThat(allOpen().rows)
        .singleElement()
        .satisfies(open -> assertThat(open.taken()).isEqualTo(clock.now().plusSeconds(1)));
  }

  @Test
  void whatIsSettledIsDoneAndNoLongerOpen() {
    tables.records().record(job("a"));
    Lease lease = taken(job("a"), ONE);
    clock.advance(Duration.ofSeconds(3));
    tables.leases().settle(lease, Duration.ofMillis(2_500));
    assertThat(stored(CopyTables.OPEN, "a")).isEmpty();
    assertThat(stored(CopyTables.RESULTS, "a"))
        .containsEntry("complete", "Y")
        .containsEntry("complete_time", Long.toString(clock.now().getEpochSecond()))
        .containsEntry("sync_time", "2.5");
    assertThat(row("a").standing()).isEqualTo(Standing.DONE);
    assertThat(allPending().rows).isEmpty();
    assertThat(allOpen().rows).isEmpty();
    assertThat(tables.scans().isOpen("source", job("a").key(), "destination")).isFalse();
    assertThat(tables.scans().open("a")).isEmpty();
    assertThat(tables.leases().take(job("a"), OTHER, LEASE)).isEqualTo(new Taking.Done());
  }

  @Test
  void aJobThatNoMainWroteDownIsTakenAndSettledToo() {
    Lease lease = taken(job("by-hand"), ONE);
    tables.leases().settle(lease, Duration.ofSeconds(1));
    assertThat(row("by-hand").job()).isEqualTo(job("by-hand"));
    assertThat(row("by-hand").standing()).isEqualTo(Standing.DONE);
  }

  @Test
  void whoSettlesLateSaysWhatIsSoAndLeavesTheOtherItsRow() {
    tables.records().record(job("a"));
    Lease lost = taken(job("a"), ONE);
    clock.advance(LEASE);
    Lease held = taken(job("a"), OTHER);
    tables.leases().settle(lost, Duration.ofSeconds(100));
    assertThat(row("a").standing()).isEqualTo(Standing.DONE);
    assertThat(allOpen().rows).hasSize(1);
    tables.leases().settle(held, Duration.ofSeconds(1));
    assertThat(allOpen().rows).isEmpty();
  }

  @Test
  void whatIsGivenBackIsFreeAtOnceAndSaysWhy() {
    Lease lease = taken(job("a"), ONE);
    tables.leases().release(lease, "the destination is not reached");
    assertThat(stored(CopyTables.OPEN, "a"))
        .containsEntry("last_error", "the destination is not reached");
    assertThat(allOpen().rows)
        .singleElement()
        .satisfies(open -> assertThat(open.taken()).isBeforeOrEqualTo(clock.now()));
    assertThat(taken(job("a"), OTHER).number()).isGreaterThan(lease.number());
  }

  @Test
  void oneOfTwoWhoSawTheSameRowMaySendIt() {
    JobRow seen = tables.records().record(job("a"));
    assertThat(tables.records().claim(seen)).isTrue();
    assertThat(tables.records().claim(seen)).isFalse();
    tables.records().sent("a", "i-1", "command-9");
    JobRow now = row("a");
    assertThat(now.sent()).isEqualTo(clock.now());
    assertThat(now.attempts()).isEqualTo(1);
    assertThat(now.instance()).isEqualTo("i-1");
    assertThat(now.command()).isEqualTo("command-9");
    clock.advance(Duration.ofSeconds(1));
    assertThat(tables.records().claim(now)).isTrue();
    tables.records().complete("a");
    assertThat(tables.records().claim(row("a"))).isFalse();
  }

  @Test
  void aParkedJobWaitsForAPersonAndIsNoLongerOpen() {
    tables.records().record(job("a"));
    taken(job("a"), ONE);
    tables.records().park("a", "the source refuses reading");
    assertThat(row("a").standing()).isEqualTo(Standing.PARKED);
    assertThat(row("a").reason()).isEqualTo("the source refuses reading");
    assertThat(allPending().rows).isEmpty();
    assertThat(allOpen().rows).isEmpty();
    assertThat(tables.records().claim(row("a"))).isFalse();
    Lease lease = taken(job("a"), OTHER);
    tables.leases().settle(lease, Duration.ofSeconds(1));
    assertThat(row("a").standing()).isEqualTo(Standing.DONE);
    assertThat(row("a").reason()).isNull();
  }

  @Test
  void whatIsDoneIsNotParked() {
    tables.records().record(job("a"));
    tables.records().complete("a");
    tables.records().park("a", "too late");
    assertThat(row("a").standing()).isEqualTo(Standing.DONE);
  }

  @Test
  void rowsOfTheOriginalsProgramsAreSeen() {
    original(CopyTables.RESULTS, originalRow("a"));
    JobRow pending = row("a");
    assertThat(pending)
        .isEqualTo(new JobRow(job("a"), Standing.PENDING, null, 0, null, null, null));
    assertThat(allPending().rows).containsExactly(pending);
    assertThat(tables.records().claim(pending)).isTrue();
    assertThat(row("a").sent()).isEqualTo(clock.now());
  }

  @Test
  void aWorkerOfTheOriginalHasItsJobForItsMonitorsFiveMinutes() {
    Map<String, Object> row = new LinkedHashMap<>(originalRow("a"));
    row.put("start_time", clock.now());
    original(CopyTables.OPEN, row);
    assertThat(allOpen().rows).containsExactly(new OpenJob(job("a"), clock.now(), null, 0, null));
    assertThat(tables.scans().open("a")).contains(allOpen().rows.getFirst());
    assertThat(tables.scans().isOpen("source", job("a").key(), "destination")).isTrue();
    assertThat(tables.leases().take(job("a"), ONE, LEASE)).isInstanceOf(Taking.Busy.class);
    clock.advance(OpenJob.ORIGINAL_LEASE);
    taken(job("a"), ONE);
  }

  @Test
  void aRowThatSaysTooLittleIsNamedAndTheOthersAreSeen() {
    original(CopyTables.OPEN, Map.of("id", "broken", "complete", "N"));
    original(CopyTables.RESULTS, Map.of("id", "broken", "complete", "N"));
    taken(job("a"), ONE);
    tables.records().record(job("a"));
    assertThat(allOpen().unreadable).containsExactly("broken");
    assertThat(allOpen().rows).hasSize(1);
    assertThat(allPending().unreadable).containsExactly("broken");
    assertThat(allPending().rows).hasSize(1);
    assertThat(tables.scans().isOpen("source", job("broken").key(), "destination")).isFalse();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> tables.scans().open("broken"),
            () -> tables.records().find("broken"),
            () -> tables.records().record(job("broken")),
            () -> tables.leases().take(job("broken"), ONE, LEASE))) {
      assertThatThrownBy(call).isInstanceOf(MalformedJob.class).hasMessageContaining("is missing");
    }
  }

  @Test
  void onlyTheRowThatWasSeenIsForgotten() {
    taken(job("a"), ONE);
    OpenJob seen = allOpen().rows.getFirst();
    clock.advance(LEASE);
    taken(job("a"), OTHER);
    tables.records().forget(seen);
    assertThat(allOpen().rows).hasSize(1);
    tables.records().forget(allOpen().rows.getFirst());
    assertThat(allOpen().rows).isEmpty();
  }

  @Test
  void aKeyIsOpenWhileAWorkerMayBeAtIt() {
    tables.records().claim(tables.records().record(job("a")));
    assertThat(isOpen("a")).as("sent, and begun by nobody").isFalse();
    taken(job("a"), ONE);
    assertThat(isOpen("a")).as("at work").isTrue();
    clock.advance(LEASE);
    assertThat(isOpen("a")).as("its worker is gone").isFalse();
    Map<String, Object> original = new LinkedHashMap<>(originalRow("b"));
    original.put("start_time", clock.now());
    original(CopyTables.OPEN, original);
    clock.advance(OpenJob.ORIGINAL_LIFE.minusSeconds(1));
    assertThat(isOpen("b")).as("a large object with a worker of the original").isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(isOpen("b")).as("ended by Run Command").isFalse();
  }

  private boolean isOpen(String id) {
    return tables.scans().isOpen("source", job(id).key(), "destination");
  }

  @Test
  void anotherKeysJobIsNoneOfTheKeys() {
    taken(job("a"), ONE);
    assertThat(tables.scans().isOpen("source", ObjectKey.of("key-"), "destination")).isFalse();
    assertThat(tables.scans().isOpen("other", job("a").key(), "destination")).isFalse();
    assertThat(tables.scans().isOpen("source", job("a").key(), "another")).isFalse();
  }
}
