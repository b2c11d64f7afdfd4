package dev.longhaul.cli;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.reconcile.Mode;
import dev.longhaul.reconcile.Reconciler;
import dev.longhaul.reconcile.RunBreaker;
import dev.longhaul.route.Policy;
import dev.longhaul.scan.Pass;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.scan.PassPlan;
import dev.longhaul.transfer.UploadSweeper;

/// The engine of one run of `sync`.
final class SyncMachine {
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

  Pass pass() {
    Policy policy = settings.route().policy();
    RunBreaker breaker = breaker();
    Reconciler reconciler =
        machine.reconciler(breaker, settings.dryRun() ? Mode.DRY_RUN : Mode.ALONE);
    PassPlan plan =
        new PassPlan(
            machine.scan(machine.scope(), policy.compare()),
            policy.deletes(),
            settings.deleteLimit() != null,
            ledger.parked().all().stream().map(ParkedKey::key).toList(),
            RouteMachine.limits(settings.limits().concurrency()));
    PassEngine engine =
        new PassEngine(reconciler::reconcile, this::park, breaker::addKnown, machine::storesAnswer);
    return new Pass(plan, engine, machine.effects());
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
