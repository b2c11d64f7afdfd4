package dev.longhaul.simulation;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.simulation.SimulatedTask.Wait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One world with its own time, chance and threads, run by one seed.
///
/// Exactly one task runs at any moment: the one that holds the baton. Each call of an effect, and
/// each `step`, gives the baton to a task that can go on, chosen by the seed. When none can, time
/// jumps to the next sleeper; when nobody sleeps either, the run fails with a report of who waits
/// for what. To replay a failure, run the same scenario with the seed that the report names.
public final class Simulation {
  /// Steps after which a run is taken for endless.
  public static final long MAX_STEPS = 20_000_000;

  private static final int REPORTED_STEPS = 30;

  private final long seed;
  private final SplittableRandom order;
  private final SplittableRandom chance;
  private final SimulatedClock clock = new SimulatedClock(this);

  /// Those that have not ended, in the order in which they began to wait.
  private final List<SimulatedTask> tasks = new ArrayList<>();

  private final Deque<Step> lastSteps = new ArrayDeque<>();
  private final List<SimulatedTask> ready = new ArrayList<>();
  private final List<SimulatedMonitor> served = new ArrayList<>();
  private long steps;
  private long fingerprint;
  private boolean exclusive;
  private volatile @Nullable SimulatedTask current;
  private volatile @Nullable Error dead;

  /// Who went on, when, and what with.
  private record Step(long nanos, String worker, String what) {
    @Override
    public String toString() {
      return nanos / 1000 + " us: " + worker + ": " + what;
    }
  }

  public Simulation(long seed) {
    this.seed = seed;
    this.order = new SplittableRandom(seed);
    this.chance = new SplittableRandom(~seed);
  }

  /// Runs the scenario as the first task and returns what it returned. Every job it started must
  /// have ended by then.
  public <T> T run(Supplier<T> scenario) {
    SimulatedTask main = new SimulatedTask(this, "main");
    Workers.Job<T> job = begin(main, scenario);
    handTo(next());
    main.awaitThread();
    if (dead == null && !tasks.isEmpty()) {
      stop("the scenario ended, but these jobs still run:");
    }
    Error error = dead;
    if (error != null) {
      throw error;
    }
    return job.join();
  }

  public Workers workers() {
    return new SimulatedWorkers(this, clock);
  }

  public Clock clock() {
    return clock;
  }

  public Randomness randomness() {
    return chance::nextLong;
  }

  /// A fold of all steps so far: equal for equal runs, different for different ones.
  public long fingerprint() {
    return fingerprint;
  }

  /// The name of the task that runs.
  public String worker() {
    SimulatedTask task = current;
    return task == null ? "nobody" : task.name();
  }

  /// Lets any task go on that can, the caller included. Fakes of other ports call it before and
  /// after they do something.
  public void step(String what) {
    await(Wait.forTurn(what));
  }

  /// Gives the baton away until the wait is over and the seed says so. Returns whether the
  /// condition holds; if not, the time is up.
  boolean await(Wait wait) {
    throwIfDead();
    SimulatedTask me = current();
    if (exclusive) {
      throw new IllegalStateException("a port was called inside a monitor: " + wait.what());
    }
    me.begin(wait);
    tasks.remove(me);
    tasks.add(me);
    SimulatedTask next = next();
    if (next != me) {
      handTo(next);
      me.awaitBaton();
    }
    throwIfDead();
    boolean holds = wait.condition().getAsBoolean();
    if (!holds && wait.cancellable() && me.isCancelled()) {
      throw new Cancelled();
    }
    return holds;
  }

  /// Runs work of a monitor, in which no port may be called.
  <T> T exclusively(Supplier<T> work) {
    exclusive = true;
    try {
      return work.get();
    } finally {
      exclusive = false;
    }
  }

  SimulatedTask current() {
    SimulatedTask task = current;
    if (task == null || !task.isCallingThread()) {
      throw new IllegalStateException("simulated effects work only inside Simulation.run");
    }
    return task;
  }

  /// Makes the task one that may get the baton.
  <T> Workers.Job<T> begin(SimulatedTask task, Supplier<T> work) {
    tasks.add(task);
    return task.begin(work);
  }

  /// The task has nothing more to do: it passes the baton on for good.
  void end(SimulatedTask task) {
    if (dead == null) {
      tasks.remove(task);
      if (!tasks.isEmpty() && !task.name().equals("main")) {
        handTo(next());
      }
    }
  }

  private void handTo(SimulatedTask task) {
    current = task;
    task.giveBaton();
  }

  /// Chooses who goes on, letting time pass when nobody can now.
  private SimulatedTask next() {
    findReady();
    if (ready.isEmpty()) {
      long soonest = Wait.NEVER;
      for (SimulatedTask task : tasks) {
        soonest = Math.min(soonest, task.deadline());
      }
      if (soonest != Wait.NEVER) {
        clock.jumpTo(soonest);
        findReady();
      }
    }
    if (ready.isEmpty() || steps == MAX_STEPS) {
      stop(ready.isEmpty() ? "deadlock, nobody can go on:" : "the run does not end:");
      return tasks.getFirst();
    }
    SimulatedTask chosen = ready.get(order.nextInt(ready.size()));
    remember(new Step(clock.nanos(), chosen.name(), chosen.waitsFor()));
    return chosen;
  }

  private void remember(Step step) {
    steps++;
    fingerprint = fingerprint * 1_000_003 + step.hashCode();
    if (lastSteps.size() == REPORTED_STEPS) {
      lastSteps.remove();
    }
    lastSteps.add(step);
  }

  private void findReady() {
    ready.clear();
    served.clear();
    for (SimulatedTask task : tasks) {
      if (task.canGoOn(clock.nanos(), served)) {
        ready.add(task);
      }
    }
  }

  private void stop(String why) {
    StringBuilder report = new StringBuilder(why).append(" (seed ").append(seed).append(")\n");
    tasks.forEach(task -> report.append("  ").append(task).append('\n'));
    report.append("last steps:\n");
    lastSteps.forEach(step -> report.append("  ").append(step).append('\n'));
    dead = new AssertionError(report.toString());
    tasks.forEach(SimulatedTask::giveBaton);
  }

  private void throwIfDead() {
    Error error = dead;
    if (error != null) {
      throw error;
    }
  }
}
