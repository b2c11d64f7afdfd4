package dev.longhaul.simulation;

import dev.longhaul.effect.Monitor;
import dev.longhaul.simulation.SimulatedTask.Wait;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A monitor without a lock: the baton is exclusion enough.
final class SimulatedMonitor implements Monitor {
  private final Simulation simulation;
  private final SimulatedClock clock;

  SimulatedMonitor(Simulation simulation, SimulatedClock clock) {
    this.simulation = simulation;
    this.clock = clock;
  }

  @Override
  public <T> T enter(Supplier<T> work) {
    simulation.step("enter");
    return simulation.exclusively(work);
  }

  @Override
  public <T> T when(BooleanSupplier condition, Supplier<T> work) {
    return await(condition, Wait.NEVER, work).orElseThrow();
  }

  @Override
  public <T> Optional<T> when(BooleanSupplier condition, Duration atMost, Supplier<T> work) {
    return await(condition, clock.after(atMost), work);
  }

  private <T> Optional<T> await(BooleanSupplier condition, long deadline, Supplier<T> work) {
    simulation.current().throwIfCancelled();
    boolean holds = simulation.await(new Wait("when", this, condition, deadline, true));
    return holds ? Optional.of(simulation.exclusively(work)) : Optional.empty();
  }
}
