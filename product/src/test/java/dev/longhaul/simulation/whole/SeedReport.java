package dev.longhaul.simulation.whole;

import dev.longhaul.simulation.Seeds.Failed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a person needs to look into a seed that failed.
final class SeedReport {
  private static final int LINES = 60;

  private SeedReport() {}

  /// Throws the first of them, with a command that replays it and the end of its trace.
  static void throwFirst(List<Failed> failed) {
    if (!failed.isEmpty()) {
      throw new AssertionError(report(failed.getFirst()), failed.getFirst().why());
    }
  }

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

  /// What happens, line by line.
  static List<String> trace(long seed) {
    List<String> lines = new ArrayList<>();
    try {
      Run.play(seed, new Met(), lines::add);
    } catch (RuntimeException | Error again) {
      lines.add("ended: " + again.getMessage());
    }
    return lines;
  }
}
