package dev.longhaul.simulation.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.simulation.Seeds;
import dev.longhaul.simulation.Seeds.Failed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The whole engine of a route under everything that can go wrong at once, one seed at a time;
/// `docs/simulation.md` says what is judged at every step, and how to replay a seed.
class WholeSimulationTest {
  private static final Seeds SEEDS = Seeds.ofProperties(2_000);
  private static final int LINES = 60;

  @Test
  @Hazard({
    1, 4, 5, 8, 9, 13, 15, 16, 17, 18, 19, 20, 21, 22, 24, 25, 27, 30, 32, 35, 39, 40, 43, 57, 58,
    64, 66, 67, 73
  })
  void whateverHappensAtEveryStepTheRulesHoldAndAtTheEndBothSidesAreEqual() {
    List<Failed> failed =
        SEEDS.play(seed -> Run.play(seed, SEEDS.isOne() ? System.out::println : null));
    if (!failed.isEmpty()) {
      throw new AssertionError(report(failed.getFirst()), failed.getFirst().why());
    }
  }

  /// What a person needs to look into a seed that failed.
  private static String report(Failed failed) {
    List<String> trace = trace(failed.seed());
    Path file = Path.of("target", "simulation", "seed-" + failed.seed() + ".txt");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, trace);
    } catch (IOException unwritten) {
      throw new UncheckedIOException(unwritten);
    }
    return """
    seed %d: %s
    replay: ./mvnw -pl product test -Dtest=WholeSimulationTest -Dsimulation.seed=%d
    the whole trace is in product/%s and ends so:
    %s
    %s\
    """
        .formatted(
            failed.seed(),
            failed.why().getMessage(),
            failed.seed(),
            file,
            trace.getFirst(),
            String.join("\n", trace.subList(Math.max(1, trace.size() - LINES), trace.size())));
  }

  private static List<String> trace(long seed) {
    List<String> lines = new ArrayList<>();
    try {
      Run.play(seed, lines::add);
    } catch (RuntimeException | Error again) {
      lines.add("ended: " + again.getMessage());
    }
    return lines;
  }

  @Test
  void theSameSeedTellsTheSameStory() {
    for (long seed = 0; seed < 20; seed++) {
      assertThat(trace(seed)).isEqualTo(trace(seed)).hasSizeGreaterThan(50);
    }
  }

  @Test
  void everyMishapIsMetAndSoIsASecondProcess() {
    List<Scenario> scenarios = LongStream.range(0, 200).mapToObj(Scenario::of).toList();
    for (Mishap mishap : Mishap.values()) {
      assertThat(scenarios).as("%s", mishap).anyMatch(scenario -> scenario.has(mishap));
    }
    assertThat(scenarios).anyMatch(scenario -> scenario.processes() == 2);
    assertThat(scenarios).anyMatch(scenario -> scenario.mishaps().isEmpty());
  }
}
