package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.Percentage;
import dev.longhaul.config.Rounds;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.http.ListenException;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.scan.inventory.WrittenReport;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `longhaul run` between buckets in memory.
final class RunCommandTest {
  private final RunWorld world = new RunWorld();

  @Test
  void makesItsRoutesEqualAndEndsWellWhenItIsTold() {
    world.route("a", "b");
    world.bucket("a").put("key", "bytes");
    world.start();
    world.awaitCopied("b", "key");
    world.await("audited", () -> world.screen.err().contains("audit ("));
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
    assertThat(world.screen.err())
        .contains("running: 1 route, 0 intakes")
        .contains("audit (listing) repaired: 1 keys, 1 differences")
        .contains("stopped;");
  }

  /// From `source` to `b`, audited by inventories and by listings.
  private void routeWithReports(String prefix) {
    Rounds.Reports reports = new Rounds.Reports("reports", KeyPrefix.of(prefix));
    world.bucket("reports");
    world.route(
        "source",
        "b",
        new Rounds(
            List.of(
                new Rounds.AuditEntry(
                    AuditKind.INVENTORY, Duration.ofDays(1), null, new Percentage(0), reports),
                Rounds.AuditEntry.of(AuditKind.LISTING, Duration.ofDays(30))),
            List.of()));
  }

  @Test
  @Hazard(63)
  void anAuditReadsTheInventoryThatItNames() {
    routeWithReports("inventory/source/daily/");
    world.bucket("source").put("key", "bytes");
    world.bucket("b").put("extra", "bytes");
    new WrittenReport().rows(world.bucket("source")).deliver(world.bucket("reports"));
    world.start();
    world.await("audited", () -> world.screen.err().contains("audit (listing)"));
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
    assertThat(world.screen.err())
        .contains("audit (inventory) repaired: 1 keys, 1 differences")
        .contains("the inventory of 2026-11-20T01:00:00Z, ");
  }

  @Test
  @Hazard(63)
  void anInventoryThatCannotBeHadTroublesItsAuditOnly() {
    routeWithReports("none/");
    world.bucket("source").put("key", "bytes");
    world.start();
    world.await("audited", () -> world.screen.err().contains("audit (listing) repaired"));
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
    assertThat(world.screen.err())
        .contains("audit (inventory) unfinished", "the inventory is not used: s3://reports/none/");
  }

  @Test
  void eventsReachEveryRouteFromTheirBucket() {
    world.route("a", "b");
    world.route("a", "c");
    world.intake("a");
    world.receiving.countDown();
    world.start();
    world.await("audited", () -> world.screen.err().split("audit \\(", -1).length == 3);
    world.bucket("a").put("new", "bytes");
    world.event("a", "new");
    world.awaitCopied("b", "new");
    world.awaitCopied("c", "new");
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  @Hazard(57)
  void auditsOnlyOnceItsIntakesReceive() {
    world.route("a", "b");
    world.bucket("a").put("old", "bytes");
    world.intake("a");
    world.start();
    world.await("running", () -> world.screen.err().contains("running: 1 route, 1 intake"));
    world.event("a", "old");
    assertThat(world.screen.err()).doesNotContain("audit (");
    world.receiving.countDown();
    world.await("audited", () -> world.screen.err().contains("audit ("));
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  @Hazard(67)
  void aStoreThatDoesNotAnswerHoldsUpItsOwnRouteOnlyAndOnlyUntilItDoes() {
    world.route("gone", "x");
    world.route("a", "b");
    InMemoryStore gone = world.bucket("gone");
    gone.put("late", "bytes");
    gone.setMissing(true);
    world.intake("gone", "a");
    world.receiving.countDown();
    world.bucket("a").put("key", "bytes");
    world.start();
    world.awaitCopied("b", "key");
    world.await("told", () -> world.screen.err().contains("gone-to-x: "));
    world.event("gone", "late");
    gone.setMissing(false);
    world.awaitCopied("x", "late");
    world.await("mended", () -> world.screen.err().contains("gone-to-x: its stores serve"));
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void hintsOfARouteWhoseStoreNeverAnsweredAreWorkedOnByTheNextProcess() {
    world.route("gone", "x");
    world.bucket("gone").setMissing(true);
    world.intake("gone");
    world.receiving.countDown();
    world.start();
    world.event("gone", "late");
    world.await(
        "taken",
        () ->
            world.ledgers.values().stream()
                .anyMatch(ledger -> ledger.hints().backlog().pending() == 1));
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  @Hazard(14)
  void aRouteThatFeedsOnItselfDoesNothingAndTheOthersGoOn() {
    world.route("a", "b");
    world.route("c", "alias");
    world.buckets.put("alias", world.bucket("c"));
    world.bucket("a").put("key", "bytes");
    world.bucket("c").put("key", "bytes");
    world.start();
    world.awaitCopied("b", "key");
    world.await("refused", () -> world.screen.err().contains("c-to-alias: "));
    assertThat(world.screen.err()).contains("choose prefixes apart");
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aLedgerThatCannotBeUsedIsSaidBeforeAnythingIsDone() {
    world.route("a", "b");
    world.bucket("a").put("key", "bytes");
    world.unusable = new LedgerException("the ledger is in use by another longhaul", null);
    world.start();
    assertThat(world.end()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(world.screen.err()).contains("in use by another longhaul");
    assertThat(world.bucket("b").has(ObjectKey.of("key"))).isFalse();
  }

  @Test
  void anAddressThatIsTakenMayBeFreeAnotherTime() {
    world.route("a", "b");
    world.taken = ListenException.taken("somebody listens there", new IOException());
    world.start();
    assertThat(world.end()).as("64 would mean: do not start again").isEqualTo(ExitCode.UNKNOWN);
    assertThat(world.screen.err()).contains("ERROR somebody listens there");
  }

  @Test
  void whatNobodyForesawEndsTheProcessWithTheReason() {
    world.route("a", "b");
    world.intake("a");
    world.broken = new IllegalStateException("a defect\u001b[2J");
    world.receiving.countDown();
    world.start();
    world.event("a", "key");
    assertThat(world.end()).isEqualTo(ExitCode.FAILED);
    assertThat(world.screen.err()).contains("a defect").doesNotContain("\u001b");
  }

  @Test
  void endsWhenItIsToldAlsoWhileAStoreIsStillAwaited() {
    world.route("a", "b");
    world.bucket("a").interfere(Interference.delaying(new SystemClock(), Duration.ofDays(1)));
    world.start();
    world.await("running", () -> world.screen.err().contains("running:"));
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void tellsWhoeverWantsToKnowThatAKeyIsParkedAndLogsWhatBecameOfTheOthers() {
    world.route("a", "b");
    world.alerts.add(
        new AlertEntry(
            "team",
            new AlertEntry.Target.Command(List.of("page")),
            AlertEntry.Occasion.all(),
            Duration.ofHours(1)));
    world.bucket("a").put("good", "bytes");
    world.bucket("a").put("bad", "bytes");
    world
        .bucket("a")
        .interfere(
            Interference.looking(call -> {
              if (String.valueOf(call.key()).contains("bad")) {
                throw new StoreException(new Failure.Refused("400 BadRequest", 400, "BadRequest"));
              }
            }));
    world.start();
    world.await("told", () -> !world.notices.isEmpty());
    world.await("copied", () -> world.screen.err().contains("copied good"));
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
    assertThat(world.notices).first().asString().startsWith("longhaul route a-to-b: ");
    assertThat(world.screen.err())
        .contains("INFO  a-to-b: copied good, 5 B, proof equal-etags")
        .contains("WARN  a-to-b: parked bad: ");
  }
}
