package dev.longhaul.cli;

import dev.longhaul.effect.Workers;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.scan.Pass;
import dev.longhaul.scan.PassProgress;
import dev.longhaul.scan.PassReport;
import dev.longhaul.scan.Patience;
import dev.longhaul.store.calls.Meter;
import dev.longhaul.transfer.BufferPool;
import dev.longhaul.transfer.UploadSweeper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One run of `sync`: opens both sides and the ledger, looks before it leaps, runs the pass, sweeps
/// up, and tells.
final class SyncRun {
  private final Surroundings around;
  private final SyncSettings settings;
  private final Terminal terminal;
  private final Planned planned = new Planned();

  SyncRun(Surroundings around, SyncSettings settings, Terminal terminal) {
    this.around = around;
    this.settings = settings;
    this.terminal = terminal;
  }

  ExitCode run() {
    long begun = around.clock().nanos();
    RouteSettings route = settings.route();
    Stopper stopper = new Stopper();
    // Open until everything is told: the process ends as soon as the watch is closed.
    try (Interrupts.Watch _ = around.interrupts().watch(stopper::request);
        Report lines = Report.open(settings.output().report(), terminal);
        Opened source =
            around.stores().source(route, Throttle.ofSource(settings.limits(), around));
        Opened destination =
            around.stores().destination(route, Throttle.ofDestination(settings.limits(), around));
        OpenedInventory inventory = inventory();
        Ledger ledger = Acquaintance.ledger(around, settings.state(), source, destination);
        BufferPool pool = RouteMachine.pool(around, settings.limits(), source, destination);
        Workers.Group probing = around.workers().open("probe")) {
      Acquaintance acquaintance = acquaintance();
      stopper.aim(acquaintance::stop);
      Knowledge knowledge =
          settings.dryRun()
              ? acquaintance.reading(source, destination)
              : acquaintance.writing(source, destination, probing);
      RouteMachine.Shared shared = RouteMachine.Shared.of(around, settings.limits(), ledger, pool);
      SyncMachine machine =
          new SyncMachine(
              settings, new RouteMachine(around, route.route(), knowledge, shared), ledger);
      UploadSweeper sweeper = machine.sweeper();
      if (!settings.dryRun()) {
        // Every key is looked at after it.
        Sweeping.begin(sweeper, _ -> {}, this::remark);
      }
      Pass pass = machine.pass(inventory);
      stopper.aim(() -> stop(acquaintance, pass));
      PassReport report = run(pass, lines, source);
      knowledge.complete();
      if (!settings.dryRun() && report.end() == PassReport.End.COMPLETE) {
        Sweeping.end(sweeper, this::remark);
      }
      machine.remember(report);
      Duration time = Duration.ofNanos(around.clock().nanos() - begun);
      Meter asked = source.meter().get();
      SyncSummary summary =
          new SyncSummary(settings, report, planned, time, asked, destination.meter().get());
      terminal.out().print(settings.output().json() ? summary.json() + "\n" : summary.text());
      return summary.exitCode();
    }
  }

  private Acquaintance acquaintance() {
    Patience patience =
        new Patience(around.clock(), around.randomness(), settings.limits().giveUpAfter());
    return new Acquaintance(around, settings.route(), settings.state(), patience, this::remark);
  }

  private void remark(String remark) {
    if (!settings.output().quiet()) {
      terminal.err().println("longhaul: " + remark);
    }
  }

  private @Nullable OpenedInventory inventory() {
    return settings.inventory() == null
        ? null
        : around
            .stores()
            .inventory(
                settings.inventory(),
                settings.route(),
                Throttle.ofSource(settings.limits(), around));
  }

  private static void stop(Acquaintance acquaintance, Pass pass) {
    acquaintance.stop();
    pass.interrupt();
  }

  private PassReport run(Pass pass, Report lines, Opened source) {
    try (Progress _ =
        Progress.start(terminal, settings.output(), around.clock(), () -> standing(pass, source))) {
      return pass.run(outcome -> tell(outcome, lines));
    }
  }

  private void tell(Outcome outcome, Report lines) {
    if (outcome instanceof Outcome.Planned one) {
      planned.add(one);
      if (!settings.output().quiet() && !settings.output().json()) {
        terminal.out().println(OutcomeLines.sentence(one));
      }
    }
    if (lines.isWanted()) {
      OutcomeLines.line(outcome).ifPresent(lines::add);
    }
  }

  private static Standing standing(Pass pass, Opened source) {
    PassProgress now = pass.progress();
    return new Standing(
        now.scan().sourceKeys(),
        now.listing(),
        now.keys().candidates().keys(),
        now.keys().settled(),
        now.keys().results().parked(),
        now.keys().candidates().bytes(),
        source.meter().get().received(),
        now.inFlight());
  }
}
