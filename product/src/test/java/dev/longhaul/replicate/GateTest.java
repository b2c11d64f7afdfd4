package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Workers;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Who waits at a gate goes on once it may.
final class GateTest {
  private static final Failure SILENCE = new Failure.Transient("connection refused");

  private final Simulation simulation = new Simulation(1);
  private final Gate gate = new Gate(simulation.workers().monitor(), simulation.clock(), false);

  @Test
  @Hazard(67)
  void whoCameWhileItWasPausedInTroubleGoesOnWhenThePauseEnds() {
    Duration waited =
        simulation.run(() -> {
          gate.failed(SILENCE, true);
          gate.pause(true);
          try (Workers.Group group = simulation.workers().open("workers")) {
            Workers.Job<Duration> job = group.start(this::enter);
            simulation.clock().sleep(Duration.ofMillis(100));
            gate.pause(false);
            return job.join();
          }
        });
    assertThat(waited).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  @Hazard(67)
  void whoCameWhileAnotherTriedTriesAfterItEvenIfThatOneGoesAway() {
    Duration waited =
        simulation.run(() -> {
          gate.failed(SILENCE, true);
          simulation.clock().sleep(Duration.ofSeconds(1));
          gate.enter();
          try (Workers.Group group = simulation.workers().open("workers")) {
            Workers.Job<Duration> job = group.start(this::enter);
            simulation.clock().sleep(Duration.ofMillis(100));
            gate.failed(SILENCE, true);
            return job.join();
          }
        });
    assertThat(waited).isLessThan(Duration.ofSeconds(4));
  }

  /// How long it took, in simulated time.
  private Duration enter() {
    long begun = simulation.clock().nanos();
    gate.enter();
    return Duration.ofNanos(simulation.clock().nanos() - begun);
  }
}
