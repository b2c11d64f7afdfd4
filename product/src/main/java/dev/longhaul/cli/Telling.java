package dev.longhaul.cli;

import dev.longhaul.alert.AlertTarget;
import dev.longhaul.alert.Alerts;
import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.Reporting.Log.Level;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import dev.longhaul.log.Log;
import dev.longhaul.object.Escaped;
import dev.longhaul.replicate.Replication;
import dev.longhaul.running.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// The alerts of a run, told beside it until they are closed. A defect in them ends them, is
/// logged, and stops no copying. Changed by one thread at a time.
final class Telling implements AutoCloseable {
  private final Operation operation;
  private final Voices voices;
  private final Replication.Effects effects;
  private final Log log;
  private final AtomicReference<Round> current;

  private Telling(
      List<AlertEntry> entries,
      Operation operation,
      Voices voices,
      Replication.Effects effects,
      Log log) {
    this.operation = operation;
    this.voices = voices;
    this.effects = effects;
    this.log = log;
    this.current = new AtomicReference<>(open(entries));
  }

  /// Opens whom the configuration names, and begins.
  static Telling begin(
      List<AlertEntry> entries,
      Operation operation,
      Voices voices,
      Replication.Effects effects,
      Log log) {
    Telling telling = new Telling(entries, operation, voices, effects, log);
    telling.current.get().begin(log);
    return telling;
  }

  /// From now on these are told; what was told already is remembered in the ledgers. When one of
  /// them cannot be opened, nothing changes.
  void change(List<AlertEntry> entries) {
    if (!entries.equals(current.get().entries())) {
      Round next = open(entries);
      current.getAndSet(next).close();
      next.begin(log);
    }
  }

  private Round open(List<AlertEntry> entries) {
    List<Alerts.Receiver> receivers = new ArrayList<>();
    try {
      for (AlertEntry entry : entries) {
        receivers.add(
            new Alerts.Receiver(entry, voices.target(entry, line -> log.say(Level.INFO, line))));
      }
    } catch (RuntimeException failed) {
      receivers.forEach(receiver -> receiver.target().close());
      throw failed;
    }
    Alerts alerts =
        new Alerts(
            receivers,
            operation.replications().stream().map(Alerts.Watched::of).toList(),
            operation::intakes,
            effects,
            line -> log.say(Level.WARN, line));
    return new Round(
        List.copyOf(entries),
        receivers.stream().map(Alerts.Receiver::target).toList(),
        alerts,
        effects.workers().open("telling"));
  }

  /// Those who are told until somebody else is.
  private record Round(
      List<AlertEntry> entries, List<AlertTarget> targets, Alerts alerts, Workers.Group group) {
    void begin(Log log) {
      group.start(() -> run(alerts, log));
    }

    private static boolean run(Alerts alerts, Log log) {
      try {
        alerts.run();
        return true;
      } catch (Cancelled told) {
        throw told;
      } catch (RuntimeException unforeseen) {
        log.say(
            Level.ERROR,
            "no alert is told any more, until the next start: "
                + Escaped.text(String.valueOf(unforeseen)));
        return false;
      }
    }

    void close() {
      group.cancel();
      group.close();
      targets.forEach(AlertTarget::close);
    }
  }

  @Override
  public void close() {
    current.get().close();
  }
}
