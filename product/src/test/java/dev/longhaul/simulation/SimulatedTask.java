package dev.longhaul.simulation;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One thread of a simulation: runs only while it holds the baton.
final class SimulatedTask {
  private final Simulation simulation;
  private final String name;
  private Wait wait = Wait.forTurn("begin");
  private boolean cancelled;
  private boolean ended;
  private volatile boolean baton;
  private @Nullable Thread thread;

  SimulatedTask(Simulation simulation, String name) {
    this.simulation = simulation;
    this.name = name;
  }

  /// What a task waits for: its turn, a condition, a time, or what comes first of these.
  ///
  /// @param monitor whose waiters are served in their order, `null` for none
  /// @param cancellable whether cancelling ends the wait
  record Wait(
      String what,
      @Nullable SimulatedMonitor monitor,
      BooleanSupplier condition,
      long deadline,
      boolean cancellable) {
    static final long NEVER = Long.MAX_VALUE;

    static Wait forTurn(String what) {
      return new Wait(what, null, () -> true, NEVER, false);
    }

    static Wait until(String what, long deadline) {
      return new Wait(what, null, () -> false, deadline, true);
    }
  }

  <T> Workers.Job<T> begin(Supplier<T> work) {
    TaskJob<T> job = new TaskJob<>(this);
    thread = Thread.ofVirtual().name(name).unstarted(() -> run(job, work));
    return job;
  }

  private <T> void run(TaskJob<T> job, Supplier<T> work) {
    awaitBaton();
    try {
      job.value = work.get();
    } catch (RuntimeException | Error thrown) {
      job.thrown = thrown;
    } finally {
      ended = true;
      simulation.end(this);
    }
  }

  void begin(Wait next) {
    wait = next;
  }

  /// Whether it may get the baton now.
  ///
  /// @param served monitors of which an older waiter goes on already
  boolean canGoOn(long nanos, List<SimulatedMonitor> served) {
    if (wait.deadline <= nanos || (wait.cancellable && cancelled)) {
      return true;
    }
    SimulatedMonitor monitor = wait.monitor;
    if (monitor == null) {
      return wait.condition.getAsBoolean();
    }
    return !served.contains(monitor) && wait.condition.getAsBoolean() && served.add(monitor);
  }

  void giveBaton() {
    Thread starting = thread;
    if (starting != null) {
      baton = true;
      if (starting.getState() == Thread.State.NEW) {
        starting.start();
      }
      LockSupport.unpark(starting);
    }
  }

  void awaitBaton() {
    while (!baton) {
      LockSupport.park(this);
    }
    baton = false;
  }

  void awaitThread() {
    try {
      if (thread != null) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("a simulation is not interrupted", interrupted);
    }
  }

  void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }

  void throwIfCancelled() {
    if (cancelled) {
      throw new Cancelled();
    }
  }

  boolean hasEnded() {
    return ended;
  }

  boolean isCallingThread() {
    return Thread.currentThread() == thread;
  }

  long deadline() {
    return wait.deadline;
  }

  String name() {
    return name;
  }

  String waitsFor() {
    return wait.what;
  }

  @Override
  public String toString() {
    return name + ": " + wait.what;
  }

  /// What a task made, to be had once it ended.
  private static final class TaskJob<T> implements Workers.Job<T> {
    private final SimulatedTask task;
    private @Nullable T value;
    private @Nullable Throwable thrown;

    TaskJob(SimulatedTask task) {
      this.task = task;
    }

    @Override
    public T join() {
      if (!task.ended) {
        task.simulation.await(
            new Wait("join " + task.name, null, task::hasEnded, Wait.NEVER, true));
      }
      switch (thrown) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> {}
      }
      if (value == null) {
        throw new IllegalStateException("a job returns a value, not null: " + task.name);
      }
      return value;
    }
  }
}
