package dev.longhaul.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for what other processes do, with an end.
final class Patience {
  private static final long LOOK_AGAIN_NANOS = 20_000_000;

  private Patience() {}

  /// Waits until it is so.
  ///
  /// @throws IllegalStateException when that takes longer
  static void await(Duration longest, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("%s: not within %d s".formatted(what, longest.toSeconds()));
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("The demo was interrupted.");
      }
    }
  }
}
