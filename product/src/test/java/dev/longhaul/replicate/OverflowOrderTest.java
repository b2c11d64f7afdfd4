package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Workers;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.SlowFacts;
import dev.longhaul.ledger.WrappedLedger;
import dev.longhaul.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Several intakes may say at once that they did not keep hints of one route.
class OverflowOrderTest {
  private static final int SEEDS = 300;

  /// A ledger whose disk takes its time, now longer and now shorter.
  private static Ledger slow(Ledger inner, Simulation simulation) {
    return new WrappedLedger(inner) {
      @Override
      public Facts facts() {
        return new SlowFacts(
            inner.facts(),
            () -> {
              long millis = simulation.randomness().below(20);
              simulation.clock().sleep(Duration.ofMillis(millis));
            });
      }
    };
  }

  @Test
  @Hazard({30, 57})
  void whatIsSaidToBeOnDiskIsNotOverwrittenByWhatIsOlder() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Simulation simulation = new Simulation(seed);
      InMemoryLedger disk = new InMemoryLedger();
      Overflow overflow =
          new Overflow(
              slow(disk, simulation), simulation.workers().monitor(), simulation.clock(), 10);
      simulation.run(() -> addAtOnce(simulation, disk, overflow));
    }
  }

  private static boolean addAtOnce(Simulation simulation, Ledger disk, Overflow overflow) {
    AtomicLong told = new AtomicLong();
    List<Workers.Job<Boolean>> intakes = new ArrayList<>();
    try (Workers.Group group = simulation.workers().open("intakes")) {
      for (int intake = 1; intake <= 4; intake++) {
        int hints = intake;
        intakes.add(
            group.start(() -> {
              overflow.add(hints);
              long least = told.addAndGet(hints);
              String line = disk.facts().find(Overflow.LOST).orElseThrow();
              assertThat(Long.parseLong(line.split(" ", 2)[0])).isGreaterThanOrEqualTo(least);
              return true;
            }));
      }
    }
    intakes.forEach(Workers.Job::join);
    return true;
  }
}
