package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final int WIDE = 200;
  private final ProgressLine line = new ProgressLine();

  @Test
  void whileListingGoesOnNoEndIsPromised() {
    Standing standing = new Standing(120_000, true, 5_000, 1_000, 0, 50 << 20, 10 << 20, 64);

    assertThat(line.render(standing, 2, WIDE))
        .isEqualTo(
            "listed 120,000  60,000/s  done 1,000 of 5,000+  500/s  5.00 MiB/s  in flight 64");
  }

  @Test
  void onceEverythingIsListedThereIsABarAndAnEnd() {
    Standing standing = new Standing(120_000, false, 4_000, 1_000, 2, 40 << 20, 10 << 20, 64);

    assertThat(line.render(standing, 10, WIDE))
        .isEqualTo(
            "[#####---------------]  25%  done 1,000 of 4,000  100/s  1.00 MiB/s  ETA 30.0s"
                + "  parked 2  in flight 64");
  }

  @Test
  void aLargeObjectMovesTheBarBeforeItIsDone() {
    Standing standing = new Standing(1, false, 1, 0, 0, 4L << 30, 2L << 30, 1);

    assertThat(line.render(standing, 10, WIDE))
        .startsWith("[##########----------]  50%  done 0 of 1")
        .endsWith("ETA 10.0s  in flight 1");
  }

  @Test
  void theBarIsWholeOnlyOnceEveryObjectIsSettled() {
    assertThat(line.render(new Standing(2, false, 2, 1, 0, 100, 300, 0), 10, WIDE))
        .startsWith("[###################-]  99%  done 1 of 2");
    assertThat(line.render(new Standing(2, false, 2, 2, 0, 100, 300, 0), 20, WIDE))
        .startsWith("[####################] 100%  done 2 of 2");
  }

  @Test
  void ratesFollowWhatHappensNow() {
    line.render(new Standing(0, true, 1, 10_000, 0, 0, 0, 0), 1, WIDE);
    for (int second = 2; second < 60; second++) {
      line.render(new Standing(0, true, 1, 10_000 + 100L * second, 0, 0, 0, 0), second, WIDE);
    }

    assertThat(line.render(new Standing(0, true, 1, 16_000, 0, 0, 0, 0), 60, WIDE))
        .contains("  100/s");
  }

  @Test
  void whereNothingDiffersOnlyTheListingIsTold() {
    assertThat(line.render(new Standing(9_000, true, 0, 0, 0, 0, 0, 0), 3, WIDE))
        .isEqualTo("listed 9,000  3,000/s");
  }

  @Test
  void whereThereIsLittleRoomWholeFieldsAreLeftOut() {
    Standing standing = new Standing(120_000, false, 5_000, 1_000, 0, 50 << 20, 10 << 20, 64);

    assertThat(line.render(standing, 2, 80))
        .isEqualTo("[####----------------]  20%  done 1,000 of 5,000  500/s  5.00 MiB/s  ETA 8.0s");
    assertThat(line.render(standing, 3, 50))
        .isEqualTo("[####----------------]  20%  done 1,000 of 5,000");
    assertThat(line.render(standing, 4, 10)).isEqualTo("[####-----");
  }
}
