package dev.longhaul.cli;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.store.calls.Bandwidth;
import dev.longhaul.store.calls.ConcurrencyLimit;
import dev.longhaul.store.calls.LimitedCalls;
import org.jspecify.annotations.Nullable;

/// What holds back all that a process reads from a store, or all that it writes there: one for each
/// of the two, because a write may wait for a read while it holds its permit.
///
/// @param connections open at once at most
/// @param permits how many calls are on their way at once
/// @param bandwidth how fast bodies are read
public record Throttle(int connections, LimitedCalls permits, Bandwidth bandwidth) {
  /// @param concurrency calls at once at most; how many there are adapts below it
  /// @param limit `null` for none
  public static Throttle of(
      int concurrency,
      dev.longhaul.config.@Nullable Bandwidth limit,
      Workers workers,
      Clock clock) {
    ConcurrencyLimit.Bounds usual = ConcurrencyLimit.Bounds.DEFAULT;
    ConcurrencyLimit.Bounds bounds =
        new ConcurrencyLimit.Bounds(
            Math.min(usual.min(), concurrency), Math.min(usual.start(), concurrency), concurrency);
    return new Throttle(
        concurrency,
        new LimitedCalls(workers, clock, ConcurrencyLimit.of(bounds)),
        new Bandwidth(clock, limit == null ? Bandwidth.UNLIMITED : limit.bytesPerSecond()));
  }

  /// For the source of a run that is alone in its process.
  static Throttle ofSource(LimitSettings limits, Surroundings around) {
    return of(limits.concurrency(), limits.bandwidth(), around.workers(), around.clock());
  }

  /// For its destination: what the source does not give the destination does not get, so one
  /// bandwidth is enough.
  static Throttle ofDestination(LimitSettings limits, Surroundings around) {
    return of(limits.concurrency(), null, around.workers(), around.clock());
  }
}
