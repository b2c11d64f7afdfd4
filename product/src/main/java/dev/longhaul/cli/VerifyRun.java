package dev.longhaul.cli;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.scan.Finding;
import dev.longhaul.scan.Patience;
import dev.longhaul.scan.Thoroughness;
import dev.longhaul.scan.Verification;
import dev.longhaul.scan.VerifyProgress;
import dev.longhaul.scan.VerifyReport;
import dev.longhaul.transfer.BufferPool;
import java.time.Duration;

/// One run of `verify`.
final class VerifyRun {
  private final Surroundings around;
  private final VerifySettings settings;
  private final Terminal terminal;

  VerifyRun(Surroundings around, VerifySettings settings, Terminal terminal) {
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
        Ledger ledger = ledger(source, destination);
        BufferPool pool = RouteMachine.pool(around, settings.limits(), source, destination)) {
      Acquaintance acquaintance = acquaintance();
      stopper.aim(acquaintance::stop);
      Knowledge knowledge = acquaintance.reading(source, destination);
      Verification verification = verification(knowledge, ledger, pool);
      stopper.aim(verification::interrupt);
      VerifyReport report = run(verification, lines, source);
      Duration time = Duration.ofNanos(around.clock().nanos() - begun);
      VerifySummary summary =
          new VerifySummary(
              settings, report, time, source.meter().get(), destination.meter().get());
      terminal.out().print(settings.output().json() ? summary.json() + "\n" : summary.text());
      return summary.exitCode();
    }
  }

  /// Receipts of earlier runs spare requests, and nothing else is wanted of the ledger: where a
  /// `sync` owns it just now, verifying goes without.
  private Ledger ledger(Opened source, Opened destination) {
    try {
      return Acquaintance.ledger(around, settings.state(), source, destination);
    } catch (LedgerException taken) {
      remark(taken.getMessage() + "; going on without its receipts");
      return around.states().forgetful();
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

  private Verification verification(Knowledge knowledge, Ledger ledger, BufferPool pool) {
    RouteMachine machine =
        new RouteMachine(
            around,
            settings.route().route(),
            knowledge,
            RouteMachine.Shared.of(around, settings.limits(), ledger, pool));
    return machine.verification(
        machine.scope(),
        new Thoroughness(settings.metadata(), settings.deep().percent() / 100),
        RouteMachine.limits(settings.limits().concurrency()));
  }

  private VerifyReport run(Verification verification, Report lines, Opened source) {
    try (Progress _ =
        Progress.start(
            terminal, settings.output(), around.clock(), () -> standing(verification, source))) {
      return verification.run(finding -> tell(finding, lines));
    }
  }

  /// Each key that is not known to be equal is named as soon as it is found.
  private void tell(Finding finding, Report lines) {
    if (finding instanceof Finding.Equal) {
      return;
    }
    if (!settings.output().json()) {
      terminal.out().println(FindingLines.text(finding));
    } else if (!lines.isWanted()) {
      terminal.out().println(FindingLines.json(finding));
    }
    if (lines.isWanted()) {
      lines.add(FindingLines.json(finding));
    }
  }

  private static Standing standing(Verification verification, Opened source) {
    VerifyProgress now = verification.progress();
    return new Standing(
        now.scan().sourceKeys(),
        now.listing(),
        now.found(),
        now.settled(),
        0,
        0,
        source.meter().get().received(),
        now.inFlight());
  }
}
