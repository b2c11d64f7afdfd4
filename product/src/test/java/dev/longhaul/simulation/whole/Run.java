package dev.longhaul.simulation.whole;

import dev.longhaul.effect.Workers;
import dev.longhaul.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Plays one seed to its end.
final class Run {
  private final World world;
  private final List<EngineProcess> processes = new ArrayList<>();

  private Run(World world) {
    this.world = world;
  }

  /// Plays a seed; throws what is wrong with it.
  ///
  /// @param met takes what really happens of all that may go wrong
  /// @param trace takes each line of what happens, `null` for nobody
  static void play(long seed, Met met, @Nullable Consumer<String> trace) {
    World world = new World(seed, Scenario.of(seed), met, trace);
    world.trace("world", world.scenario.toString());
    world.simulation.run(new Run(world)::play);
    met.add(world.source);
    met.add(world.destination);
  }

  private boolean play() {
    Owner owner = new Owner(world);
    owner.give();
    try (Workers.Group group = world.simulation.workers().open("world")) {
      try {
        return play(group, owner);
      } finally {
        group.cancel();
      }
    }
  }

  private boolean play(Workers.Group group, Owner owner) {
    Workers.Job<Boolean> writing = group.start(owner::work);
    Workers.Job<Boolean> late = group.start(world::commitLate);
    List<Workers.Job<Boolean>> running = new ArrayList<>();
    for (int number = 1; number <= world.scenario.processes(); number++) {
      EngineProcess process = new EngineProcess(world, "p" + number);
      processes.add(process);
      running.add(group.start(process::work));
    }
    writing.join();
    world.calmDown();
    late.join();
    awaitNoEvents();
    processes.forEach(EngineProcess::awaitEqual);
    if (world.scenario.needsNoAudit()) {
      requireEqual("when every event was worked off");
    }
    processes.forEach(EngineProcess::audit);
    requireEqual("after an audit");
    processes.forEach(EngineProcess::readEverything);
    if (processes.size() == 1) {
      requireNothingToDo();
    }
    processes.forEach(EngineProcess::stop);
    running.forEach(Workers.Job::join);
    requireNothingOpen();
    world.throwIfViolated();
    return true;
  }

  private void awaitNoEvents() {
    Instant until = world.now().plus(EngineProcess.PEACE);
    while (!world.queue.isEmpty()) {
      world.throwIfViolated();
      if (world.now().isAfter(until)) {
        throw new AssertionError("events are left after " + EngineProcess.PEACE + " in peace");
      }
      world.sleep(Duration.ofSeconds(5));
    }
  }

  private void requireEqual(String when) {
    world.throwIfViolated();
    for (ObjectKey key : world.keys) {
      String difference = world.judge.difference(key);
      if (difference != null) {
        throw new AssertionError(when + ", " + difference);
      }
    }
  }

  /// Two processes undo each other's receipts where nothing else proves bytes; one is at peace. An
  /// event may come in meanwhile that a worker had received before it stood still; what is done for
  /// it again is no audit's doing.
  private void requireNothingToDo() {
    long heard;
    long changes;
    do {
      heard = world.queue.heard();
      changes = world.judge.changes();
      processes.forEach(EngineProcess::audit);
    } while (world.queue.heard() != heard);
    if (world.judge.changes() != changes) {
      throw new AssertionError("another audit found something to change");
    }
  }

  /// Only the upload of somebody else is left.
  private void requireNothingOpen() {
    int open = world.destination.store().openUploads().size();
    if (open != 1) {
      throw new AssertionError(
          "uploads are open at the end, 1 of somebody else among them: "
              + world.destination.store().openUploads());
    }
  }
}
