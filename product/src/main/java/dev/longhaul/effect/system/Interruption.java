package dev.longhaul.effect.system;

import dev.longhaul.effect.Cancelled;

/// What interruption means here: the work was cancelled, now and for each later wait.
final class Interruption {
  private Interruption() {}

  /// The exception to throw; the thread is interrupted again.
  static Cancelled cancelled(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return new Cancelled(interrupted);
  }

  /// Throws when the calling thread's work was cancelled.
  static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new Cancelled();
    }
  }
}
