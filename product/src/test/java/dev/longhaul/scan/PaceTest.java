package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace(new ScanLimits(16, 64, 3, 1000, 1000));

  private int rangesAfter(long... millis) {
    for (long page : millis) {
      pace.took(Duration.ofMillis(page).toNanos());
    }
    return pace.ranges();
  }

  @Test
  void asLongAsNothingIsKnownThereAreAsManyRangesAsUsual() {
    assertThat(pace.ranges()).isEqualTo(16);
  }

  @Test
  void aStoreNearByGetsNoMoreThanUsual() {
    assertThat(rangesAfter(5)).isEqualTo(16);
  }

  @Test
  void theLongerTheWayTheMoreRangesThereAreButNotBeyondTheMost() {
    assertThat(rangesAfter(50)).isEqualTo(30);
    Pace far = new Pace(new ScanLimits(16, 64, 3, 1000, 1000));
    far.took(Duration.ofMillis(300).toNanos());
    assertThat(far.ranges()).isEqualTo(64);
  }

  @Test
  void aStoreThatIsSlowBecauseMuchIsAskedOfItIsNotAskedForMore() {
    assertThat(rangesAfter(10, 400, 500)).isEqualTo(16);
  }
}
