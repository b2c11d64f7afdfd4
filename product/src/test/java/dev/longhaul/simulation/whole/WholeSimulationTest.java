package dev.longhaul.simulation.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.simulation.Seeds;
import dev.longhaul.simulation.Seeds.Failed;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The whole engine of a route under everything that can go wrong at once, one seed at a time;
/// `docs/simulation.md` says what is judged at every step, and how to replay a seed.
class WholeSimulationTest {
  private static final Seeds SEEDS = Seeds.ofProperties(2_000);

  @Test
  @Hazard({
    1, 4, 5, 8, 9, 13, 15, 16, 17, 18, 19, 20, 21, 22, 24, 25, 27, 30, 32, 35, 39, 40, 43, 57, 58,
    64, 66, 67, 73
  })
  void whateverHappensAtEveryStepTheRulesHoldAndAtTheEndBothSidesAreEqual() {
    Met met = new Met();
    List<Failed> failed =
        SEEDS.play(seed -> Run.play(seed, met, SEEDS.isOne() ? System.out::println : null));
    SeedReport.throwFirst(failed);
    if (SEEDS.areMany()) {
      assertThat(met.missing()).as("what may go wrong and never did").isEmpty();
    }
  }

  @Test
  void theSameSeedTellsTheSameStory() {
    for (long seed = 0; seed < 20; seed++) {
      assertThat(SeedReport.trace(seed)).isEqualTo(SeedReport.trace(seed)).hasSizeGreaterThan(50);
    }
  }

  @Test
  void somePlayWithoutMishapsAndSomeWithASecondProcess() {
    List<Scenario> scenarios = LongStream.range(0, 200).mapToObj(Scenario::of).toList();
    assertThat(scenarios).anyMatch(scenario -> scenario.processes() == 2);
    assertThat(scenarios).anyMatch(scenario -> scenario.mishaps().isEmpty());
  }
}
