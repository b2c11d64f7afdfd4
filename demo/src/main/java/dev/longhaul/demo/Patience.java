package dev.longhaul.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for what other processes do, with an end.
final class Patience {
  /// For what never comes: a machine that is busy with something else takes minutes.
  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final long LOOK_AGAIN_NANOS = 20_000_000;

  private Patience() {}

  /// Waits until it is so.
  ///
  /// @throws IllegalStateException when that takes longer
  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("%s: not within %d s".formatted(what, LONGEST.toSeconds()));
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("The demo was interrupted.");
      }
    }
  }
}
