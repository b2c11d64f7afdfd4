package dev.longhaul.cli;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.Listener;
import dev.longhaul.config.TimeSpan;
import dev.longhaul.effect.Supervisor;
import dev.longhaul.http.ListenException;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.Messages;
import dev.longhaul.object.Escaped;
import dev.longhaul.replicate.Replication;
import dev.longhaul.running.Intakes;
import dev.longhaul.running.LedgerOpening;
import dev.longhaul.running.Openings;
import dev.longhaul.running.Operation;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// One run of `run`: reads the configuration, opens it, and stays until it is told to stop.
final class Run {
  private final Surroundings around;
  private final Outside outside;
  private final Intakes intakes;
  private final Supplier<Configuration> reading;
  private final Terminal terminal;

  /// What tells the process to do something, and what it tells about it.
  record Outside(Signals signals, Supervisor supervisor) {}

  Run(
      Surroundings around,
      Outside outside,
      Intakes intakes,
      Supplier<Configuration> reading,
      Terminal terminal) {
    this.around = around;
    this.outside = outside;
    this.intakes = intakes;
    this.reading = reading;
    this.terminal = terminal;
  }

  ExitCode run() {
    Configuration configuration = reading.get();
    refuseWhatIsNotThere(configuration);
    Stopper stopper = new Stopper();
    Supervisor supervisor = outside.supervisor();
    Reload reload = new Reload(around.workers(), reading, supervisor, this::say);
    try (Signals.Watch _ =
            outside.signals().watch(() -> stop(stopper, configuration), reload::request);
        Operation operation = open(configuration);
        Reload.Listening _ = reload.begin(configuration, operation::change);
        Pulse.Beating _ = pulse(operation)) {
      stopper.aim(operation::stop);
      operation.run(() -> {
        say(started(configuration));
        supervisor.ready();
      });
    } catch (LedgerException known) {
      throw known;
    } catch (ListenException known) {
      say(String.valueOf(known.getMessage()));
      return ExitCode.FAILED;
    } catch (RuntimeException unforeseen) {
      tell(unforeseen);
      return ExitCode.FAILED;
    }
    say("stopped; whatever was not done yet is kept in " + configuration.state());
    return ExitCode.DONE;
  }

  private static void refuseWhatIsNotThere(Configuration configuration) {
    Set<Listener.Address> taken = new HashSet<>();
    for (IntakeEntry entry : configuration.intakes()) {
      if (entry instanceof IntakeEntry.Webhook(var name, _, _, _, Listener own, _)
          && (own == null || !taken.add(own.address()))) {
        throw new UsageException(
            "intakes." + name + ": a webhook needs a listen: of its own yet, with another port");
      }
    }
  }

  private Pulse.Beating pulse(Operation operation) {
    return new Pulse(
            outside.supervisor(),
            () -> operation.replications().stream().map(Replication::status).toList(),
            this::say)
        .begin(around.workers(), around.clock());
  }

  private Operation open(Configuration configuration) {
    RouteMachines routes = new RouteMachines(around, configuration);
    return Operation.open(
        configuration,
        new Openings(new StateLedgers(around.states()), routes, intakes),
        new Replication.Effects(around.workers(), around.clock(), around.randomness()),
        List.of(new RunLines(this::say)));
  }

  /// Ledgers in files, as the other commands have them.
  private record StateLedgers(States states) implements LedgerOpening {
    @Override
    public Ledger ledger(Path folder, String source, String destination) {
      return states.ledger(folder, source, destination);
    }

    @Override
    public Messages messages(Path folder) {
      return states.messages(folder);
    }
  }

  private static String started(Configuration configuration) {
    return "running: "
        + counted(configuration.routes().size(), "route")
        + ", "
        + counted(configuration.intakes().size(), "intake")
        + ", state in "
        + configuration.state();
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private void stop(Stopper stopper, Configuration configuration) {
    say(
        "stopping; what is in flight gets up to "
            + TimeSpan.text(configuration.limits().stopWithin())
            + ", a second signal ends it at once");
    outside.supervisor().stopping();
    stopper.request();
  }

  private void tell(RuntimeException unforeseen) {
    say(Escaped.text(String.valueOf(unforeseen)));
    for (Throwable cause = unforeseen; cause != null; cause = cause.getCause()) {
      say("  " + Escaped.text(String.valueOf(cause)));
      for (StackTraceElement frame : cause.getStackTrace()) {
        say("    at " + frame);
      }
    }
  }

  private void say(String line) {
    terminal.err().println("longhaul: " + line);
  }
}
