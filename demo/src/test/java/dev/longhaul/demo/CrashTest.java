package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.demo.CrashPoint.Step;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `longhaul run` as a process that follows events, killed over and over, at every step that
/// changes anything and at random moments, while its source changes.
///
/// `-Dcrash.kills=200` kills more often, `-Dcrash.seed=7` at other moments.
final class CrashTest {
  private static final int KILLS = Integer.getInteger("crash.kills", 20);
  private static final long SEED = Long.getLong("crash.seed", 1);

  @TempDir private Path folder;

  @Test
  @Hazard({17, 30, 39, 40})
  void losesNothingHoweverOftenItIsKilledWhileItCopiesAndDeletes() {
    Crashes.whileItCopies(folder, SEED).run(KILLS / 2);
  }

  @Test
  @Hazard({30, 39, 40})
  void losesNothingHoweverOftenItIsKilledWhileItChangesObjectsWhereTheyAre() {
    Crashes.whileItChangesInPlace(folder, SEED).run(KILLS - KILLS / 2);
  }

  @Test
  void thereIsAPlaceForEveryStep() {
    Set<Step> killed = EnumSet.noneOf(Step.class);
    for (List<Step> steps : List.of(Crashes.COPYING, Crashes.IN_PLACE)) {
      killed.addAll(steps);
    }
    assertThat(killed).containsExactlyInAnyOrder(Step.values());
  }
}
