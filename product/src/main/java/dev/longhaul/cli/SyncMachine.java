package dev.longhaul.cli;

import dev.longhaul.config.DeleteLimit;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.reconcile.Mode;
import dev.longhaul.reconcile.Reconciler;
import dev.longhaul.reconcile.RunBreaker;
import dev.longhaul.route.Policy;
import dev.longhaul.scan.Pass;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.scan.PassPlan;
import dev.longhaul.scan.PassReport;
import dev.longhaul.scan.ScanPlan;
import dev.longhaul.scan.SourceDoubt;
import dev.longhaul.transfer.UploadSweeper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The engine of one run of `sync`.
final class SyncMachine {
  /// The fact that says how many keys the source listed when a pass was last complete.
  private static final String SOURCE_KEYS = "source.keys";

  private final SyncSettings settings;
  private final Ledger ledger;
  private final RouteMachine machine;

  /// @param machine the route's
  /// @param ledger the same that the machine uses
  SyncMachine(SyncSettings settings, RouteMachine machine, Ledger ledger) {
    this.settings = settings;
    this.machine = machine;
    this.ledger = ledger;
  }

  UploadSweeper sweeper() {
    return machine.sweeper();
  }

  /// @param inventory what takes the place of the source's listing, `null` for the listing
  Pass pass(@Nullable OpenedInventory inventory) {
    Policy policy = settings.route().policy();
    RunBreaker breaker = breaker();
    Reconciler reconciler =
        machine.reconciler(breaker, settings.dryRun() ? Mode.DRY_RUN : Mode.ALONE);
    PassPlan plan =
        new PassPlan(
            scan(policy.compare(), inventory),
            policy.deletes(),
            doubt(),
            machine.lookedAt(),
            RouteMachine.limits(settings.limits().concurrency()));
    PassEngine engine =
        new PassEngine(reconciler::reconcile, this::park, breaker::addKnown, machine::storesAnswer);
    return new Pass(plan, engine, machine.effects());
  }

  private ScanPlan scan(Policy.Compare compare, @Nullable OpenedInventory inventory) {
    ScanPlan listing = machine.scan(machine.scope(), compare);
    return inventory == null ? listing : listing.by(machine.report(inventory));
  }

  private SourceDoubt doubt() {
    return new SourceDoubt(
        settings.deleteLimit() != null,
        ledger.facts().find(SOURCE_KEYS).map(Long::parseLong).orElse(0L),
        settings.maxShrink().percent() / 100);
  }

  /// Remembers how many keys the source has, so that the next run knows when far too many are gone
  /// (H61). A number that is doubted replaces none, nor does that of an inventory. Only runs that
  /// delete begin to remember: others make no file for it.
  void remember(PassReport report) {
    boolean kept =
        settings.state() instanceof StateSettings.Folder
            && !settings.dryRun()
            && settings.inventory() == null;
    if (!kept || report.end() != PassReport.End.COMPLETE) {
      return;
    }
    boolean mirrors = settings.route().policy().deletes() == Policy.Deletes.MIRROR;
    boolean held = report.counts().results().deletesHeld() > 0;
    long keys = report.scan().sourceKeys();
    Optional<String> before = ledger.facts().find(SOURCE_KEYS);
    boolean believed = !doubt().isShrunk(keys) || (mirrors && !held);
    String now = Long.toString(keys);
    if (believed && (mirrors || before.isPresent()) && !before.equals(Optional.of(now))) {
      ledger.facts().record(SOURCE_KEYS, now);
    }
  }

  /// A dry run writes nothing down.
  private void park(ParkedKey parked) {
    if (!settings.dryRun()) {
      ledger.parked().park(parked);
    }
  }

  private RunBreaker breaker() {
    DeleteLimit asked = settings.deleteLimit();
    DeleteLimit limit = asked == null ? DeleteLimit.USUAL : asked;
    return new RunBreaker(limit.keys(), limit.share().percent() / 100);
  }
}
