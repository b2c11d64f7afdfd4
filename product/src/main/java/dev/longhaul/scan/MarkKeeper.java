package dev.longhaul.scan;

import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import java.time.Duration;
import java.util.function.Supplier;

/// Writes down again and again how far a pass is, so that a killed process has lost little. For one
/// run.
final class MarkKeeper {
  /// What a killed process does again at most.
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final ScanMarks marks;
  private final Workers workers;
  private final Monitor monitor;
  private boolean over;

  MarkKeeper(ScanMarks marks, Pass.Effects effects) {
    this.marks = marks;
    this.workers = effects.workers();
    this.monitor = workers.monitor();
  }

  /// Keeps the marks while the work goes on, and a last time when it has ended.
  <R> R during(Supplier<R> work) {
    R result;
    try (Workers.Group group = workers.open("marks")) {
      group.start(this::keep);
      try {
        result = work.get();
      } finally {
        monitor.enter(() -> over = true);
      }
    }
    marks.record();
    return result;
  }

  private boolean keep() {
    while (monitor.when(() -> over, EVERY, () -> true).isEmpty()) {
      marks.record();
    }
    return true;
  }
}
