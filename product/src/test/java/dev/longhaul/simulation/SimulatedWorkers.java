package dev.longhaul.simulation;

import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.simulation.SimulatedTask.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Workers whose jobs are tasks of a simulation.
final class SimulatedWorkers implements Workers {
  private final Simulation simulation;
  private final SimulatedClock clock;

  SimulatedWorkers(Simulation simulation, SimulatedClock clock) {
    this.simulation = simulation;
    this.clock = clock;
  }

  @Override
  public Group open(String name) {
    return new SimulatedGroup(name);
  }

  @Override
  public Monitor monitor() {
    return new SimulatedMonitor(simulation, clock);
  }

  private final class SimulatedGroup implements Group {
    private final String name;
    private final List<SimulatedTask> running = new ArrayList<>();
    private int started;
    private boolean cancelled;
    private boolean closed;

    SimulatedGroup(String name) {
      this.name = name;
    }

    @Override
    public <T> Job<T> start(Supplier<T> work) {
      if (closed) {
        throw new IllegalStateException("group " + name + " is closed and starts nothing");
      }
      started++;
      SimulatedTask task = new SimulatedTask(simulation, name + "-" + started);
      running.add(task);
      if (cancelled) {
        task.cancel();
      }
      Job<T> job = simulation.begin(task, work);
      simulation.step("start " + task.name());
      return job;
    }

    @Override
    public void cancel() {
      cancelled = true;
      running.forEach(SimulatedTask::cancel);
      simulation.step("cancel " + name);
    }

    @Override
    public void close() {
      boolean toldToStop = false;
      while (!allEnded()) {
        SimulatedTask me = simulation.current();
        boolean cancelsNow = me.isCancelled() && !toldToStop;
        if (cancelsNow) {
          toldToStop = true;
          cancel();
        }
        boolean seen = toldToStop;
        simulation.await(
            new Wait(
                "close " + name,
                null,
                () -> allEnded() || (!seen && me.isCancelled()),
                Wait.NEVER,
                false));
      }
      closed = true;
    }

    private boolean allEnded() {
      running.removeIf(SimulatedTask::hasEnded);
      return running.isEmpty();
    }
  }
}
