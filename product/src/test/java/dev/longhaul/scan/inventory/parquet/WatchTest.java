package dev.longhaul.scan.inventory.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.simulation.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// When the reading of a file counts as standing still.
final class WatchTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private final Simulation simulation = new Simulation(1);

  private void sleep(Duration duration) {
    simulation.clock().sleep(duration);
  }

  private void simulated(Supplier<Boolean> test) {
    assertThat(simulation.run(test)).isTrue();
  }

  @Test
  void aStepThatLastsTooLongIsEnded() {
    simulated(() -> {
      Watch watch = new Watch(simulation.workers(), PATIENCE);
      assertThatThrownBy(() -> watch.watch(() -> sleep(Duration.ofDays(1))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("nothing came of it for 300 s");
      return true;
    });
  }

  @Test
  void whoeverTakesTheRowsMayTakeHisTime() {
    simulated(() -> {
      Watch watch = new Watch(simulation.workers(), PATIENCE);
      try {
        watch.watch(() -> watch.outside(() -> sleep(Duration.ofDays(1))));
      } catch (IOException failed) {
        throw new AssertionError(failed);
      }
      return true;
    });
  }

  @Test
  void manyStepsMayLastLongTogether() {
    simulated(() -> {
      Watch watch = new Watch(simulation.workers(), PATIENCE);
      try {
        watch.watch(() -> {
          for (int step = 0; step < 100; step++) {
            sleep(Duration.ofSeconds(100));
            watch.outside(() -> {});
          }
        });
      } catch (IOException failed) {
        throw new AssertionError(failed);
      }
      return true;
    });
  }

  @Test
  void whatGoesWrongIsToldAsItIs() {
    simulated(() -> {
      IOException torn = new IOException("torn");
      assertThatThrownBy(() ->
              new Watch(simulation.workers(), PATIENCE)
                  .watch(() -> {
                    throw torn;
                  }))
          .isSameAs(torn);
      return true;
    });
  }
}
