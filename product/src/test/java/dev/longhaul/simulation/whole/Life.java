package dev.longhaul.simulation.whole;

import dev.longhaul.object.ObjectKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One life of a process, from its start to its death. Whatever the process does asks here first.
final class Life {
  private static final int PAUSES = 300;
  private static final int PROCESS_PAUSES = 3_000;

  private final World world;
  private final String name;
  private final Map<ObjectKey, Attempt> attempts = new HashMap<>();
  private Runnable whenOver = () -> {};
  private long callsLeft;
  private long standsStillUntil;
  private boolean over;

  /// @param calls of ports after which it dies, if the world is one in which processes die
  Life(World world, String name, long calls) {
    this.world = world;
    this.name = name;
    this.callsLeft = calls;
  }

  /// What the end of it stops.
  void whenOver(Runnable stop) {
    whenOver = stop;
  }

  /// A port is called, or was: perhaps the process stands still here, perhaps it dies.
  void pass(String port) {
    check();
    if (world.goesWrong(Mishap.DEATHS) && --callsLeft == 0) {
      end();
    }
    if (world.goesWrong(Mishap.PAUSES)) {
      pause(port);
    }
    check();
  }

  private void pause(String port) {
    if (world.strikes(Mishap.PAUSES, PROCESS_PAUSES)) {
      standsStillUntil = world.nanos() + world.upTo(Duration.ofHours(1)).toNanos();
      world.trace(name, "the process stands still at " + port);
    } else if (world.strikes(Mishap.PAUSES, PAUSES)) {
      world.trace(name, "the worker stands still at " + port);
      world.sleep(world.upTo(Duration.ofHours(1)));
    }
    long left = standsStillUntil - world.nanos();
    if (left > 0) {
      world.sleep(Duration.ofNanos(left));
    }
  }

  private void end() {
    world.met(Mishap.DEATHS);
    world.trace(name, "dies");
    over = true;
    whenOver.run();
    throw new Crash(name);
  }

  void check() {
    if (over) {
      throw new Crash(name);
    }
  }

  boolean isOver() {
    return over;
  }

  /// An attempt at a key begins.
  Attempt begins(ObjectKey key, long moment) {
    Attempt before = attempts.get(key);
    if (before != null && before.outcome == null) {
      world.violated(name + " works on " + key + " twice at once");
    }
    Attempt attempt = new Attempt(moment, world.simulation.worker());
    attempts.put(key, attempt);
    return attempt;
  }

  /// Whether an attempt at any key is under way.
  boolean isAtWork() {
    return attempts.values().stream().anyMatch(attempt -> attempt.outcome == null);
  }

  /// It ended without an outcome.
  void broke(ObjectKey key, Attempt attempt) {
    attempts.remove(key, attempt);
  }

  /// The latest attempt at a key.
  @Nullable Attempt attempt(ObjectKey key) {
    return attempts.get(key);
  }

  @Override
  public String toString() {
    return name;
  }
}
