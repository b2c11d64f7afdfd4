package dev.longhaul.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.MonitorContract;
import dev.longhaul.effect.Workers;
import dev.longhaul.effect.WorkersContract;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The simulated effects pass the contracts of the real ones, find races, and replay.
class SimulationTest {
  private static void playSimulated(Consumer<WorkersContract.World> scenario) {
    for (int seed = 0; seed < 50; seed++) {
      Simulation simulation = new Simulation(seed);
      simulation.run(() -> {
        scenario.accept(new SimulatedWorld(simulation.workers(), simulation.clock()));
        return true;
      });
    }
  }

  private record SimulatedWorld(Workers workers, Clock clock) implements WorkersContract.World {
    @Override
    public void untilWaiting(List<Thread> threads) {
      clock.sleep(Duration.ofNanos(1));
    }
  }

  @Nested
  class WorkersTest extends WorkersContract {
    @Override
    protected void play(Consumer<World> scenario) {
      playSimulated(scenario);
    }
  }

  @Nested
  class MonitorTest extends MonitorContract {
    @Override
    protected void play(Consumer<WorkersContract.World> scenario) {
      playSimulated(scenario);
    }
  }

  /// Four jobs add one each, in two steps between which others may run: a race.
  private static int racyTotal(Simulation simulation) {
    return simulation.run(() -> {
      int[] total = {0};
      try (Workers.Group group = simulation.workers().open("adders")) {
        for (int job = 0; job < 4; job++) {
          group.start(() -> {
            int read = total[0];
            simulation.step("between read and write");
            total[0] = read + 1;
            return true;
          });
        }
      }
      return total[0];
    });
  }

  @Test
  void seedsExposeARaceInAllItsOutcomes() {
    Set<Integer> totals = new HashSet<>();
    Set<Long> interleavings = new HashSet<>();
    for (int seed = 0; seed < 2_000; seed++) {
      Simulation simulation = new Simulation(seed);
      totals.add(racyTotal(simulation));
      interleavings.add(simulation.fingerprint());
    }
    assertThat(totals).containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(interleavings).hasSizeGreaterThan(500);
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    for (int seed = 0; seed < 500; seed++) {
      Simulation first = new Simulation(seed);
      Simulation again = new Simulation(seed);
      assertThat(racyTotal(again)).isEqualTo(racyTotal(first));
      assertThat(again.fingerprint()).isEqualTo(first.fingerprint());
      assertThat(again.randomness().nextLong()).isEqualTo(first.randomness().nextLong());
    }
  }

  @Test
  void aDeadlockIsReportedWithWhoWaitsForWhat() {
    Simulation simulation = new Simulation(7);
    assertThatThrownBy(() ->
            simulation.run(() -> {
              Monitor monitor = simulation.workers().monitor();
              try (Workers.Group group = simulation.workers().open("stuck")) {
                group.start(() -> monitor.when(() -> false, () -> true));
              }
              return true;
            }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("deadlock")
        .hasMessageContaining("seed 7")
        .hasMessageContaining("stuck-1: when")
        .hasMessageContaining("main: close stuck");
  }

  @Test
  void aJobThatOutlivesTheScenarioIsReported() {
    Simulation simulation = new Simulation(1);
    assertThatThrownBy(() ->
            simulation.run(() ->
                simulation
                    .workers()
                    .open("forgotten")
                    .start(() -> {
                      simulation.clock().sleep(Duration.ofDays(1));
                      return true;
                    })))
        .hasMessageContaining("still run")
        .hasMessageContaining("forgotten-1");
  }

  @Test
  void aPortCalledInsideAMonitorIsRefused() {
    Simulation simulation = new Simulation(1);
    Workers workers = simulation.workers();
    assertThatThrownBy(() ->
            simulation.run(() ->
                workers.monitor().enter(() -> workers.monitor().enter(() -> "held while waiting"))))
        .hasMessageContaining("inside a monitor");
  }

  @Test
  void timeJumpsToTheNextSleeper() {
    Simulation simulation = new Simulation(3);
    Clock clock = simulation.clock();
    simulation.run(() -> {
      try (Workers.Group group = simulation.workers().open("sleepers")) {
        Workers.Job<Long> later = group.start(() -> sleepAndLook(clock, Duration.ofDays(2)));
        Workers.Job<Long> sooner = group.start(() -> sleepAndLook(clock, Duration.ofDays(1)));
        assertThat(Duration.ofNanos(sooner.join())).isEqualTo(Duration.ofDays(1));
        assertThat(Duration.ofNanos(later.join())).isEqualTo(Duration.ofDays(2));
      }
      return true;
    });
  }

  private static long sleepAndLook(Clock clock, Duration duration) {
    clock.sleep(duration);
    return clock.nanos();
  }
}
