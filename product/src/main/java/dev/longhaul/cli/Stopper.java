package dev.longhaul.cli;

import java.util.concurrent.atomic.AtomicReference;

/// Carries the wish to stop to work that may not have begun yet. Thread-safe.
final class Stopper {
  private static final Runnable NOTHING = () -> {};
  private static final Runnable REQUESTED = () -> {};
  private final AtomicReference<Runnable> work = new AtomicReference<>(NOTHING);

  /// Stops the work, or lets it stop as soon as it begins.
  void request() {
    work.getAndSet(REQUESTED).run();
  }

  /// From now on this stops the work.
  void aim(Runnable stop) {
    if (!work.compareAndSet(NOTHING, stop)) {
      stop.run();
    }
  }
}
