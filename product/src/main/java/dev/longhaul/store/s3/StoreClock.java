package dev.longhaul.store.s3;

import dev.longhaul.effect.Clock;
import java.time.Duration;
import java.time.Instant;

/// The time a store believes in: ours plus an offset that the store's own answers taught (H66).
final class StoreClock {
  /// A store whose clock is further off than this is not believed.
  static final Duration BELIEVABLE = Duration.ofHours(24);

  private final Clock clock;
  private volatile Duration ahead = Duration.ZERO;

  StoreClock(Clock clock) {
    this.clock = clock;
  }

  /// The time to sign requests with.
  Instant now() {
    Duration offset = ahead;
    Instant now = clock.now();
    return offset.isZero() ? now : now.plus(offset);
  }

  /// How far the store's Date is ahead of our clock.
  Duration aheadBy(Instant date) {
    return Duration.between(clock.now(), date);
  }

  /// Signs by the store's clock from now on; whether it was believed.
  boolean follow(Instant date) {
    Duration measured = aheadBy(date);
    if (measured.abs().compareTo(BELIEVABLE) > 0) {
      return false;
    }
    ahead = measured;
    return true;
  }
}
