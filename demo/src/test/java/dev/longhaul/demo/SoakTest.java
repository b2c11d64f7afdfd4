package dev.longhaul.demo;

import dev.longhaul.Hazard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Soaks over real processes and servers; a failing one says how to run it again.
final class SoakTest {
  private static final Duration SHORT = Duration.ofSeconds(15);

  @TempDir private Path folder;

  @Test
  @Hazard({1, 2, 15, 17, 39, 64})
  void aRouteInTroubleEndsEqualAndDeletesNothingThatIsThere() throws Exception {
    new Soak(SHORT, Long.getLong("soak.seed", 1), folder).run();
  }

  @Test
  @Tag("soak")
  @Hazard({17, 30, 39, 40})
  void aProcessThatIsKilledTwoHundredTimesLosesNothing() throws Exception {
    long seed = Long.getLong("soak.seed", 1);
    int kills = Integer.getInteger("crash.kills", 200) / 2;
    Crashes.whileItCopies(Files.createDirectory(folder.resolve("copies")), seed).run(kills);
    Crashes.whileItChangesInPlace(Files.createDirectory(folder.resolve("in-place")), seed)
        .run(kills);
  }

  @Test
  @Tag("soak")
  @Hazard({1, 2, 15, 17, 39, 64})
  void soDoesOneThatIsInTroubleForLong() throws Exception {
    Duration lasts = Duration.ofMinutes(Integer.getInteger("soak.minutes", 30));
    long seed = Long.getLong("soak.seed", System.currentTimeMillis() % 1_000_000);
    new Soak(lasts, seed, folder).run();
  }
}
