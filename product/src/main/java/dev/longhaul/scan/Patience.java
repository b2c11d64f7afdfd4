package dev.longhaul.scan;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.store.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How long a pass goes on although nothing goes forward, and how long it waits between two tries
/// of one thing. Thread-safe.
///
/// Throttling is waited out until the patience is over (H64); whatever else may pass is tried a few
/// times only. Bytes on their way go forward too, so that one huge object is no standstill; but not
/// those of tries that fail over and over, which would never end (decision 11).
public final class Patience {
  /// Tries of one thing that fails for another reason than throttling.
  static final int MOST_TRIES = 8;

  /// Failed tries, with nothing done in between, after which bytes on their way count no more.
  static final int VAIN_TRIES = 8;

  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  private final Clock clock;
  private final Randomness randomness;
  private final Duration limit;
  private final AtomicLong wentForward;
  private final AtomicInteger vain = new AtomicInteger();
  private final AtomicReference<@Nullable Failure> lastFailure = new AtomicReference<>();

  /// @param limit how long nothing may go forward
  public Patience(Clock clock, Randomness randomness, Duration limit) {
    this.clock = clock;
    this.randomness = randomness;
    this.limit = limit;
    this.wentForward = new AtomicLong(clock.nanos());
  }

  /// Something is done: a page came, a key was settled, a part was stored.
  public void forward() {
    vain.set(0);
    wentForward.set(clock.nanos());
  }

  /// Bytes of an object are on their way.
  public void moved() {
    if (vain.get() < VAIN_TRIES) {
      wentForward.set(clock.nanos());
    }
  }

  /// A try of a key ended without an answer.
  void failed(Failure failure) {
    vain.incrementAndGet();
    lastFailure.set(failure);
  }

  /// Something failed that is tried again where it failed.
  void noted(Failure failure) {
    lastFailure.set(failure);
  }

  /// Whether nothing has gone forward for too long.
  public boolean isOver() {
    return !left().isPositive();
  }

  /// How long nothing more may go forward from now on.
  Duration left() {
    return limit.minusNanos(clock.nanos() - wentForward.get());
  }

  /// What to tell people once it is over.
  String why() {
    Failure failure = lastFailure.get();
    return "nothing went forward for "
        + words(limit)
        + (failure == null ? "" : "; the last failure was: " + failure.message());
  }

  private static String words(Duration time) {
    long seconds = time.toSeconds();
    boolean minutes = seconds >= 60 && seconds % 60 == 0;
    long count = minutes ? seconds / 60 : seconds;
    return count + (minutes ? " minute" : " second") + (count == 1 ? "" : "s");
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
  public Duration pause(Failure failure, int tries) {
    long doubled = FIRST_WAIT_MILLIS << Math.min(tries, 10);
    long most = Math.min(doubled, LONGEST_WAIT_MILLIS);
    long asked = failure instanceof Failure.Throttled throttled ? throttled.retryAfterMillis() : 0;
    long chosen = most / 2 + randomness.below(most / 2 + 1);
    return Duration.ofMillis(Math.max(chosen, Math.min(asked, LONGEST_WAIT_MILLIS)));
  }

  /// The time by which it measures, in nanoseconds.
  long nanos() {
    return clock.nanos();
  }

  /// Waits before the next try.
  void wait(Failure failure, int tries) {
    clock.sleep(pause(failure, tries));
  }
}
