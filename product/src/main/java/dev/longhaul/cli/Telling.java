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

/// The alerts of a run, told beside it until they are closed. A defect in them ends them, is
/// logged, and stops no copying.
final class Telling implements AutoCloseable {
  private final List<AlertTarget> targets = new ArrayList<>();
  private final Workers.Group group;

  private Telling(Workers.Group group) {
    this.group = group;
  }

  /// Opens whom the configuration names, and begins.
  static Telling begin(
      List<AlertEntry> entries,
      Operation operation,
      Voices voices,
      Replication.Effects effects,
      Log log) {
    Telling telling = new Telling(effects.workers().open("telling"));
    try {
      List<Alerts.Receiver> receivers = new ArrayList<>();
      for (AlertEntry entry : entries) {
        AlertTarget target = voices.target(entry, line -> log.say(Level.INFO, line));
        telling.targets.add(target);
        receivers.add(new Alerts.Receiver(entry, target));
      }
      Alerts alerts =
          new Alerts(
              receivers,
              operation.replications().stream().map(Alerts.Watched::of).toList(),
              operation::intakes,
              effects,
              line -> log.say(Level.WARN, line));
      telling.group.start(() -> run(alerts, log));
      return telling;
    } catch (RuntimeException failed) {
      telling.close();
      throw failed;
    }
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

  @Override
  public void close() {
    group.cancel();
    group.close();
    targets.forEach(AlertTarget::close);
  }
}
