package dev.longhaul.simulation.whole;

import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.transfer.BufferPool;
import dev.longhaul.transfer.Crowd;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The memory for bodies of one life of a process: judged at each change of it (rule 7), and wanted
/// by others of the same process.
final class Memory {
  private static final Duration CROWDED = Duration.ofMinutes(3);
  private static final Duration FREE = Duration.ofMinutes(1);
  private static final int MOST_ROOM = 3;

  private final World world;
  private final Life life;
  private final BufferPool pool;
  private final Crowd crowd;
  private boolean judging;

  Memory(World world, Life life, Workers workers) {
    this.world = world;
    this.life = life;
    this.pool = new BufferPool(BufferPool.MIN_BUDGET, new Judging(workers));
    this.crowd = new Crowd(pool, workers);
  }

  BufferPool pool() {
    return pool;
  }

  /// Other routes of the process have much to do now and then, as long as things go wrong.
  boolean crowd() {
    while (world.goesWrong(Mishap.SHORT_MEMORY)) {
      world.met(Mishap.SHORT_MEMORY);
      world.trace(life, "others leave hardly any memory");
      crowd.holdAllBut(1 + world.dice.nextInt(MOST_ROOM), () -> world.sleep(world.upTo(CROWDED)));
      world.trace(life, "others gave their memory back");
      world.sleep(world.upTo(FREE));
    }
    return true;
  }

  /// An attempt ended: where no other is under way, nobody of the route holds anything.
  void ended() {
    long used = pool.inUse();
    boolean idle = !life.isOver() && !life.isAtWork() && crowd.isStill();
    if (idle && used != crowd.held()) {
      world.violated(
          "%s works on nothing and holds %,d bytes of memory".formatted(life, used - crowd.held()));
    }
  }

  private <T> T judged(Supplier<T> work) {
    T done = work.get();
    judging = true;
    try {
      long used = pool.inUse();
      if (used > pool.budget() || used < crowd.held()) {
        world.violated(
            "%s uses %,d bytes of memory, %,d of them for others; it may use %,d"
                .formatted(life, used, crowd.held(), pool.budget()));
      }
    } finally {
      judging = false;
    }
    return done;
  }

  /// Workers whose monitors look at the pool after each piece of work.
  private final class Judging implements Workers {
    private final Workers workers;

    Judging(Workers workers) {
      this.workers = workers;
    }

    @Override
    public Group open(String name) {
      return workers.open(name);
    }

    @Override
    public Monitor monitor() {
      return new JudgedMonitor(workers.monitor());
    }
  }

  /// Whoever judges is inside already.
  private final class JudgedMonitor implements Monitor {
    private final Monitor monitor;

    JudgedMonitor(Monitor monitor) {
      this.monitor = monitor;
    }

    @Override
    public <T> T enter(Supplier<T> work) {
      return judging ? work.get() : monitor.enter(() -> judged(work));
    }

    @Override
    public <T> T when(BooleanSupplier condition, Supplier<T> work) {
      return monitor.when(condition, () -> judged(work));
    }

    @Override
    public <T> Optional<T> when(BooleanSupplier condition, Duration atMost, Supplier<T> work) {
      return monitor.when(condition, atMost, () -> judged(work));
    }
  }
}
