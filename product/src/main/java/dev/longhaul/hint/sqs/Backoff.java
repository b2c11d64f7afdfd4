package dev.longhaul.hint.sqs;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import java.time.Duration;

/// Waits longer from failure to failure, up to a minute, and never in step with others.
record Backoff(Clock clock, Randomness randomness) {
  private static final long FIRST_MILLIS = 500;
  private static final long LAST_MILLIS = 60_000;
  private static final int DOUBLINGS = 7;

  /// @param failures how many there were in a row, at least one
  void afterFailure(int failures) {
    long most = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(failures, DOUBLINGS));
    clock.sleep(Duration.ofMillis(most / 2 + randomness.below(most / 2)));
  }
}
