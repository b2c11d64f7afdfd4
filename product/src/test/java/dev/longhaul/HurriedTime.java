package dev.longhaul;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemWorkers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The real threads and clock, on which every wait of the engine passes a hundred times as fast:
/// for patience that lasts minutes. Sockets keep the usual time.
final class HurriedTime implements Clock, Workers {
  private static final int TIMES = 100;

  private final Clock clock = new SystemClock();
  private final Workers workers = new SystemWorkers();
  private final long begun = System.nanoTime();

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public long nanos() {
    return begun + (System.nanoTime() - begun) * TIMES;
  }

  @Override
  public void sleep(Duration duration) {
    clock.sleep(duration.dividedBy(TIMES));
  }

  @Override
  public Group open(String name) {
    return workers.open(name);
  }

  @Override
  public Monitor monitor() {
    Monitor monitor = workers.monitor();
    return new Monitor() {
      @Override
      public <T> T enter(Supplier<T> work) {
        return monitor.enter(work);
      }

      @Override
      public <T> T when(BooleanSupplier condition, Supplier<T> work) {
        return monitor.when(condition, work);
      }

      @Override
      public <T> Optional<T> when(BooleanSupplier condition, Duration atMost, Supplier<T> work) {
        return monitor.when(condition, atMost.dividedBy(TIMES), work);
      }
    };
  }
}
