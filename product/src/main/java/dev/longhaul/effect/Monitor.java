package dev.longhaul.effect;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Mutual exclusion with waiting for a condition: the one primitive from which the engine builds
/// permits, bounded queues and buffer pools.
///
/// Conditions and work run under the exclusion, are short, and never call a port (no I/O, no other
/// monitor). After each piece of work the conditions of those who wait are looked at again, oldest
/// first. Work that throws leaves the exclusion as usual and still wakes those who wait.
public interface Monitor {
  /// Runs the work under the exclusion, also when the caller is cancelled: what was taken can
  /// always be given back.
  <T> T enter(Supplier<T> work);

  /// Waits until the condition holds, then runs the work under the same exclusion.
  ///
  /// @throws Cancelled when the caller's group was cancelled before or during the wait
  <T> T when(BooleanSupplier condition, Supplier<T> work);

  /// As `when`, for at most this long; empty when the condition did not come to hold in time.
  <T> Optional<T> when(BooleanSupplier condition, Duration atMost, Supplier<T> work);
}
