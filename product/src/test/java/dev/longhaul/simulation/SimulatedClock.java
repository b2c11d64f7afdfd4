package dev.longhaul.simulation;

import dev.longhaul.effect.Clock;
import dev.longhaul.simulation.SimulatedTask.Wait;
import java.time.Duration;
import java.time.Instant;

/// Time that stands still while anybody can go on. It begins at 2026-01-01T00:00:00Z.
final class SimulatedClock implements Clock {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final Simulation simulation;
  private long nanos;

  SimulatedClock(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public Instant now() {
    return BEGINNING.plusNanos(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) {
    simulation.current().throwIfCancelled();
    if (duration.isPositive()) {
      simulation.await(Wait.until("sleep", after(duration)));
    } else {
      simulation.step("sleep");
    }
  }

  /// The time that is this long from now.
  long after(Duration duration) {
    return nanos + Math.max(0, duration.toNanos());
  }

  void jumpTo(long later) {
    nanos = Math.max(nanos, later);
  }
}
