package dev.longhaul.running;

import dev.longhaul.effect.Monitor;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Knows which intakes have begun to receive. Thread-safe.
final class Reception {
  private final Monitor monitor;
  private final Set<String> receiving = new HashSet<>();

  Reception(Monitor monitor) {
    this.monitor = monitor;
  }

  /// This intake receives.
  void receives(String intake) {
    monitor.enter(() -> receiving.add(intake));
  }

  /// Waits until all of these receive, but no longer than this.
  void await(Collection<String> intakes, Duration atMost) {
    monitor.when(() -> receiving.containsAll(intakes), atMost, () -> true);
  }
}
