package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LagTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private final Lag lag = new Lag(0);

  @Test
  void hasNothingToSayBeforeTheFirstKey() {
    assertThat(lag.figures(0))
        .isEqualTo(new Lag.Figures(0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void tellsQuantilesWithinASixteenth() {
    for (int millis = 1; millis <= 10_000; millis++) {
      lag.add(Duration.ofMillis(millis), 0);
    }
    Lag.Figures figures = lag.figures(0);
    assertThat(figures.count()).isEqualTo(10_000);
    assertThat(figures.p50().toMillis()).isBetween(5_000L, 5_320L);
    assertThat(figures.p99().toMillis()).isBetween(9_900L, 10_530L);
    assertThat(figures.most().toMillis()).isBetween(10_000L, 10_640L);
  }

  @Test
  void keepsSmallOnesExact() {
    lag.add(Duration.ofMillis(7), 0);
    assertThat(lag.figures(0).p50()).isEqualTo(Duration.ofMillis(7));
  }

  @Test
  void countsClocksThatDisagreeAsNoLag() {
    lag.add(Duration.ofSeconds(-3), 0);
    assertThat(lag.figures(0).most()).isEqualTo(Duration.ZERO);
  }

  @Test
  void takesEvenYears() {
    lag.add(Duration.ofDays(3_650), 0);
    assertThat(lag.figures(0).most()).isGreaterThan(Duration.ofDays(3_649));
  }

  @Test
  void forgetsWhatIsLongAgo() {
    lag.add(Duration.ofSeconds(9), 0);
    lag.add(Duration.ofMillis(1), 6 * MINUTE);
    assertThat(lag.figures(6 * MINUTE).count()).isEqualTo(2);
    assertThat(lag.figures(11 * MINUTE).count()).isEqualTo(1);
    assertThat(lag.figures(30 * MINUTE).count()).isZero();
  }
}
