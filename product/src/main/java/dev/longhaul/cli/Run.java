package dev.longhaul.cli;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.Reporting.Log.Level;
import dev.longhaul.config.TimeSpan;
import dev.longhaul.effect.Background;
import dev.longhaul.effect.Supervisor;
import dev.longhaul.http.ListenException;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.Messages;
import dev.longhaul.log.Log;
import dev.longhaul.log.OutcomeLog;
import dev.longhaul.replicate.Replication;
import dev.longhaul.running.LedgerOpening;
import dev.longhaul.running.Openings;
import dev.longhaul.running.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One run of `run`: reads the configuration, opens it, and stays until it is told to stop.
final class Run {
  private final Surroundings around;
  private final RunCommand.Outside outside;
  private final Supplier<Configuration> reading;
  private final Terminal terminal;

  Run(
      Surroundings around,
      RunCommand.Outside outside,
      Supplier<Configuration> reading,
      Terminal terminal) {
    this.around = around;
    this.outside = outside;
    this.reading = reading;
    this.terminal = terminal;
  }

  ExitCode run() {
    Configuration configuration = reading.get();
    Log log = outside.voices().log(terminal.err(), configuration.reporting().log());
    Stopper stopper = new Stopper();
    Supervisor supervisor = outside.supervisor();
    Consumer<String> say = line -> log.say(Level.INFO, line);
    Reload reload = new Reload(around.workers(), reading, supervisor, say);
    try (RouteMachines routes = new RouteMachines(around, configuration);
        Signals.Watch _ =
            outside.signals().watch(() -> stop(stopper, configuration, log), reload::request);
        Operation operation = open(configuration, routes, log);
        RunConsole console = RunConsole.open(around, configuration, operation, routes::meters);
        Doors doors = doors(configuration, console, say);
        Background _ = doors.watch(around.workers(), around.clock());
        Telling telling =
            Telling.begin(configuration.alerts(), operation, outside.voices(), effects(), log);
        Background _ =
            reload.begin(
                configuration, other -> takeOver(other, operation, telling, log), doors::renew);
        Background _ = pulse(operation, say)) {
      stopper.aim(operation::stop);
      operation.run(() -> {
        say.accept(started(configuration));
        supervisor.ready();
      });
    } catch (LedgerException | UsageException known) {
      throw known;
    } catch (ListenException taken) {
      log.say(Level.ERROR, String.valueOf(taken.getMessage()));
      return ExitCode.UNKNOWN;
    } catch (RuntimeException | Error unforeseen) {
      Unforeseen.tell(unforeseen, line -> log.say(Level.ERROR, line));
      return ExitCode.FAILED;
    }
    log.say(Level.INFO, "stopped; whatever was not done yet is kept in " + configuration.state());
    return ExitCode.DONE;
  }

  private Doors doors(Configuration configuration, RunConsole console, Consumer<String> say) {
    Doors doors = new Doors(say);
    doors.open(
        configuration.reporting().console().listener(),
        console.endpoints(),
        configuration.intakes(),
        outside.hooks(),
        outside.listening());
    RunConsole.tell(configuration, say);
    return doors;
  }

  private Background pulse(Operation operation, Consumer<String> say) {
    return new Pulse(
            outside.supervisor(),
            () -> operation.replications().stream().map(Replication::status).toList(),
            say)
        .begin(around.workers(), around.clock());
  }

  private Operation open(Configuration configuration, RouteMachines routes, Log log) {
    return Operation.open(
        configuration,
        new Openings(new StateLedgers(around.states()), routes, outside.intakes()),
        effects(),
        List.of(new OutcomeLog(log)));
  }

  private Replication.Effects effects() {
    return new Replication.Effects(around.workers(), around.clock(), around.randomness());
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

  private void stop(Stopper stopper, Configuration configuration, Log log) {
    log.say(
        Level.INFO,
        "stopping; what is in flight gets up to "
            + TimeSpan.text(configuration.limits().stopWithin())
            + ", a second signal ends it at once");
    outside.supervisor().stopping();
    stopper.request();
  }

  private static void takeOver(Configuration other, Operation operation, Telling telling, Log log) {
    // Whom to tell may be refused; then the rest stays as it was, too.
    telling.change(other.alerts());
    operation.change(other);
    log.change(other.reporting().log().level());
  }
}
