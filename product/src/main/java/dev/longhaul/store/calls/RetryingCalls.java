package dev.longhaul.store.calls;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.util.function.Supplier;

/// Tries calls again that failed for a reason that may pass, and that do no harm when repeated
/// (decision 10): what decides about an object is never repeated here, the engine observes instead.
///
/// Pauses are random between nothing and twice the pause before (full jitter), so that many callers
/// do not come back at once (H64); a store that names a time is given that time.
public final class RetryingCalls implements CallPolicy {
  private final Clock clock;
  private final Randomness randomness;
  private final Patience patience;

  /// How often and how long.
  ///
  /// @param maxAttempts tries of one call, the first included
  /// @param firstPause upper bound of the first pause; each further one is twice as high
  /// @param maxPause upper bound of every pause, also of those a store asks for
  /// @param maxTime a pause that would end later than this after the first try is not begun
  public record Patience(
      int maxAttempts, Duration firstPause, Duration maxPause, Duration maxTime) {
    public static final Patience DEFAULT =
        new Patience(6, Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofMinutes(2));

    public Patience {
      if (maxAttempts < 1 || !firstPause.isPositive() || maxPause.compareTo(firstPause) < 0) {
        throw new IllegalArgumentException(
            "no patience: " + maxAttempts + " tries, pauses " + firstPause + " to " + maxPause);
      }
    }
  }

  public RetryingCalls(Clock clock, Randomness randomness, Patience patience) {
    this.clock = clock;
    this.randomness = randomness;
    this.patience = patience;
  }

  @Override
  public <T> T call(Call call, Supplier<T> request) {
    long begun = clock.nanos();
    for (int attempt = 1; ; attempt++) {
      try {
        return request.get();
      } catch (StoreException failed) {
        if (!call.operation().isRepeatable() || attempt >= patience.maxAttempts) {
          throw failed;
        }
        pause(failed, attempt, begun);
      }
    }
  }

  /// Waits before the next try, or throws the failure when there must be none.
  private void pause(StoreException failed, int attempt, long begun) {
    long asked =
        switch (failed.failure()) {
          case Failure.Throttled(_, long retryAfterMillis) -> retryAfterMillis;
          case Failure.Transient _ -> 0;
          case Failure.Refused _ -> throw failed;
          case Failure.WrongCredentials _ -> throw failed;
        };
    long most = patience.maxPause.toMillis();
    long bound = Math.min(most, patience.firstPause.toMillis() << Math.min(attempt - 1, 20));
    long pause = Math.min(most, Math.max(asked, randomness.below(bound + 1)));
    long elapsed = Duration.ofNanos(clock.nanos() - begun).toMillis();
    if (elapsed + pause > patience.maxTime.toMillis()) {
      throw failed;
    }
    clock.sleep(Duration.ofMillis(pause));
  }
}
