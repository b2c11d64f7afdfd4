package dev.longhaul.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.replicate.RouteCounts;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Rates are those of the last minute, whenever somebody asks.
final class RateSamplesTest {
  private static final long SECOND = 1_000_000_000L;

  private final RateSamples samples = new RateSamples();

  private static RouteCounts counts(long copied) {
    return new RouteCounts(
        2 * copied, new RouteCounts.Proved(0, copied, copied * 100, 0, 0), 0, 0, 0, 0, 0);
  }

  @Test
  void aRateIsTheDifferenceToTheOldestSampleOfAMinute() {
    for (int number = 0; number < 100; number++) {
      samples.add(number * 5L * SECOND, Map.of("route", counts(number < 50 ? 0 : number - 50)));
    }
    assertThat(samples.rates("route", 496 * SECOND, counts(49)))
        .isEqualTo(new Rates(2 * 12 / 61.0, 12 / 61.0, 1200 / 61.0).rounded());
  }

  @Test
  void withoutASampleThereIsNone() {
    assertThat(samples.rates("route", 0, counts(7))).isEqualTo(Rates.NONE);
    samples.add(0, Map.of("route", counts(0)));
    assertThat(samples.rates("other", 5 * SECOND, counts(7))).isEqualTo(Rates.NONE);
    assertThat(samples.rates("route", 1, counts(7))).isEqualTo(Rates.NONE);
  }
}
