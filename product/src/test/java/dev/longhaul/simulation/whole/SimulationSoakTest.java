package dev.longhaul.simulation.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.simulation.Seeds;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Seeds that nobody played before, for as long as the soak lasts; `-Dsoak.seed=N` begins there.
@Tag("soak")
class SimulationSoakTest {
  private static final Duration LASTS = Duration.ofMinutes(Integer.getInteger("soak.minutes", 30));
  private static final int TOLD = 1_000;

  @Test
  void noSeedFailsThatIsPlayedInTheTimeGiven() {
    long first = Long.getLong("soak.seed", System.currentTimeMillis());
    long end = System.nanoTime() + LASTS.toNanos();
    AtomicLong played = new AtomicLong();
    say("seeds from %d on, for %d minutes".formatted(first, LASTS.toMinutes()));
    SeedReport.throwFirst(
        Seeds.from(first)
            .play(
                seed -> {
                  Run.play(seed, new Met(), null);
                  if (played.incrementAndGet() % TOLD == 0) {
                    say("%d seeds, reached %d".formatted(played.get(), seed));
                  }
                },
                () -> System.nanoTime() - end < 0));
    say(
        "%d seeds without a failure; again: ./mvnw -pl product test -Dtest=WholeSimulationTest"
                .formatted(played.get())
            + " -Dsimulation.from=%d -Dsimulation.seeds=%d".formatted(first, played.get()));
    assertThat(played).hasPositiveValue();
  }

  private static void say(String what) {
    System.out.println("soak: simulation, " + what);
  }
}
