package dev.longhaul.scan;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.store.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// How long a pass goes on although nothing goes forward, and how long it waits between two tries
/// of one thing. Thread-safe.
///
/// Throttling is waited out until the patience is over (H64); whatever else may pass is tried a few
/// times only.
public final class Patience {
  /// Tries of one thing that fails for another reason than throttling.
  static final int MOST_TRIES = 8;

  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  private final Clock clock;
  private final Randomness randomness;
  private final Duration limit;
  private final AtomicLong wentForward;

  /// @param limit how long nothing may go forward
  public Patience(Clock clock, Randomness randomness, Duration limit) {
    this.clock = clock;
    this.randomness = randomness;
    this.limit = limit;
    this.wentForward = new AtomicLong(clock.nanos());
  }

  /// Something went forward: a page came, a key was settled, bytes of an object arrived.
  public void forward() {
    wentForward.set(clock.nanos());
  }

  /// Whether nothing has gone forward for too long.
  boolean isOver() {
    return clock.nanos() - wentForward.get() >= limit.toNanos();
  }

  Duration limit() {
    return limit;
  }

  /// Whether the same may be tried again after this failure.
  boolean allows(Failure failure, int tries) {
    return switch (failure) {
      case Failure.Throttled _ -> !isOver();
      case Failure.Transient _ -> tries < MOST_TRIES && !isOver();
      case Failure.Refused _, Failure.WrongCredentials _ -> false;
    };
  }

  /// How long to wait before the next try: doubling, with jitter, and what the store asked for.
  Duration pause(Failure failure, int tries) {
    long doubled = FIRST_WAIT_MILLIS << Math.min(tries, 10);
    long most = Math.min(doubled, LONGEST_WAIT_MILLIS);
    long asked = failure instanceof Failure.Throttled throttled ? throttled.retryAfterMillis() : 0;
    long chosen = most / 2 + randomness.below(most / 2 + 1);
    return Duration.ofMillis(Math.max(chosen, Math.min(asked, LONGEST_WAIT_MILLIS)));
  }

  /// Waits before the next try.
  void wait(Failure failure, int tries) {
    clock.sleep(pause(failure, tries));
  }
}
