package dev.longhaul.cli;

import dev.longhaul.config.Changes;
import dev.longhaul.config.Changes.Change;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.UnusableConfiguration;
import dev.longhaul.effect.Background;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Supervisor;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.Escaped;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reads the configuration of a running process again, whenever it is asked to. A file that is
/// wrong changes nothing, and what needs a restart stays as it is; both are said. Thread-safe.
final class Reload {
  private final Workers workers;
  private final Supplier<Configuration> reading;
  private final Supervisor supervisor;
  private final Consumer<String> say;
  private final Monitor monitor;
  private boolean asked;

  /// @param reading reads the file; what is wrong with it is an `UnusableConfiguration`
  /// @param supervisor is told when that begins and ends
  /// @param say tells people, line by line
  Reload(
      Workers workers,
      Supplier<Configuration> reading,
      Supervisor supervisor,
      Consumer<String> say) {
    this.workers = workers;
    this.reading = reading;
    this.supervisor = supervisor;
    this.say = say;
    this.monitor = workers.monitor();
  }

  /// Asks for it. Returns at once; before the process works, it is done as soon as it does.
  void request() {
    monitor.enter(() -> asked = true);
  }

  /// Grants requests from now on, one after the other.
  ///
  /// @param running what the process works with
  /// @param takeOver makes it work with what changed that can change live
  /// @param look looks at what the configuration names, whether it could be read or not
  Background begin(Configuration running, Consumer<Configuration> takeOver, Runnable look) {
    Workers.Group group = workers.open("reload");
    group.start(() -> {
      Configuration current = running;
      while (true) {
        monitor.when(() -> asked, () -> asked = false);
        supervisor.reloading();
        current = reloaded(current, takeOver);
        look.run();
        supervisor.ready();
      }
    });
    return new Background(group);
  }

  private Configuration reloaded(Configuration current, Consumer<Configuration> takeOver) {
    try {
      return reloaded(current, reading.get(), takeOver);
    } catch (Cancelled told) {
      throw told;
    } catch (UnusableConfiguration wrong) {
      say.accept("the configuration is wrong, so nothing changes:");
      wrong.lines().forEach(line -> say.accept("  " + line));
    } catch (RuntimeException unforeseen) {
      say.accept(
          "the configuration could not be taken over, so nothing changes: "
              + Escaped.text(String.valueOf(unforeseen)));
    }
    return current;
  }

  private Configuration reloaded(
      Configuration current, Configuration read, Consumer<Configuration> takeOver) {
    List<Change> changes = Changes.between(current, read);
    if (changes.isEmpty()) {
      say.accept("the configuration was read again: nothing in it differs");
      return current;
    }
    Configuration next = Changes.takenOver(current, read);
    takeOver.accept(next);
    for (Change change : changes) {
      say.accept(
          change.isLive()
              ? "changed " + change.setting() + ": " + change.what()
              : "left as it was, restart to change it: " + change.setting() + ": " + change.what());
    }
    return next;
  }
}
