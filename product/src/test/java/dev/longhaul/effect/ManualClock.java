package dev.longhaul.effect;

import java.time.Duration;
import java.time.Instant;

/// A clock that stands still until it is moved.
public final class ManualClock implements Clock {
  private Instant now = Instant.parse("2026-11-24T00:00:00Z");

  /// Moves it.
  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  @Override
  public void sleep(Duration duration) {
    advance(duration);
  }
}
