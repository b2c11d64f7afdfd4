package dev.longhaul.effect.system;

import dev.longhaul.effect.Clock;
import java.time.Duration;
import java.time.Instant;

/// The clock of this machine.
public final class SystemClock implements Clock {
  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration duration) {
    Interruption.check();
    if (duration.isNegative() || duration.isZero()) {
      return;
    }
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interrupted) {
      throw Interruption.cancelled(interrupted);
    }
  }
}
