package dev.longhaul.cli;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Carries the wish to stop to work that may not have begun yet. Thread-safe.
final class Stopper {
  private final AtomicReference<State> state = new AtomicReference<>(new State(null, false));

  /// What stops the work, `null` before it began, and whether it shall.
  private record State(@Nullable Runnable stop, boolean requested) {}

  /// Stops the work once, or lets it stop as soon as it begins.
  void request() {
    State before = state.getAndUpdate(now -> new State(now.stop, true));
    if (!before.requested && before.stop != null) {
      before.stop.run();
    }
  }

  /// From now on this stops the work.
  void aim(Runnable stop) {
    if (state.getAndUpdate(before -> new State(stop, before.requested)).requested) {
      stop.run();
    }
  }
}
