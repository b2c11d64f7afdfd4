package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A source that lost far too much since the last run is not mirrored.
class ShrunkSourceTest {
  private final World world = new World();

  @BeforeEach
  void tenObjectsOnBothSides() {
    for (int number = 0; number < 10; number++) {
      world.source.put("k" + number, "content");
    }
    assertThat(world.run("sync", "--delete")).isEqualTo(ExitCode.DONE);
  }

  private void lose(int keys) {
    for (int number = 0; number < keys; number++) {
      world.source.remove(ObjectKey.of("k" + number));
    }
  }

  private int left() {
    return world.destination.objects().size();
  }

  @Test
  @Hazard(61)
  void deletesNothingWhenMostOfTheSourceIsGone() {
    lose(6);

    assertThat(world.run("sync", "--delete")).isEqualTo(ExitCode.BREAKER);
    assertThat(world.screen.out())
        .contains("lists 4 keys", "listed 10 at the last complete pass", "--max-shrink 100%");
    assertThat(world.run("sync", "--delete")).as("again").isEqualTo(ExitCode.BREAKER);
    assertThat(left()).isEqualTo(10);

    assertThat(world.run("sync", "--delete", "--max-shrink=60%")).isEqualTo(ExitCode.DONE);
    assertThat(left()).isEqualTo(4);
  }

  @Test
  @Hazard(61)
  void halfMayBeGoneAndIsTheNewMeasure() {
    lose(5);
    assertThat(world.run("sync", "--delete")).isEqualTo(ExitCode.DONE);
    assertThat(left()).isEqualTo(5);

    lose(8);
    assertThat(world.run("sync", "--delete")).isEqualTo(ExitCode.BREAKER);
    assertThat(left()).isEqualTo(5);
  }

  @Test
  @Hazard(61)
  void aRunThatDeletesNothingOnlyWarnsAndForgetsNothing() {
    lose(6);

    assertThat(world.run("sync")).isEqualTo(ExitCode.DONE);
    assertThat(world.screen.out()).contains("lists 4 keys", "look whether that is right");
    assertThat(world.run("sync", "--delete")).isEqualTo(ExitCode.BREAKER);
  }

  @Test
  @Hazard({60, 61})
  void anEmptySourceNeedsBothWords() {
    lose(10);

    assertThat(world.run("sync", "--delete")).isEqualTo(ExitCode.BREAKER);
    assertThat(world.screen.out()).contains("say with --max-delete", "and allow it with");
    assertThat(world.run("sync", "--delete", "--max-delete=10")).isEqualTo(ExitCode.BREAKER);
    assertThat(world.run("sync", "--delete", "--max-delete=10", "--max-shrink=100%"))
        .isEqualTo(ExitCode.DONE);
    assertThat(left()).isZero();
  }

  @Test
  @Hazard(61)
  void aDryRunSaysItAndRemembersNothing() {
    lose(6);

    assertThat(world.run("sync", "--delete", "--dry-run", "--max-shrink=100%"))
        .isEqualTo(ExitCode.DIFFERENT);
    assertThat(world.run("sync", "--delete", "--dry-run")).isEqualTo(ExitCode.BREAKER);
    assertThat(world.run("sync", "--delete")).isEqualTo(ExitCode.BREAKER);
  }

  @Test
  void onlyRunsThatDeleteRemember() {
    World other = new World();
    other.source.put("a", "content");

    assertThat(other.run("sync")).isEqualTo(ExitCode.DONE);
    assertThat(other.ledger.facts().find("source.keys")).isEmpty();
    assertThat(world.ledger.facts().find("source.keys")).contains("10");
  }
}
