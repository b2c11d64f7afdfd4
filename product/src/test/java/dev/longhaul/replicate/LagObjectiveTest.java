package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.longhaul.effect.ManualClock;
import dev.longhaul.effect.system.SystemWorkers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The law by which missing an objective is told from a bad minute, with a clock moved by hand.
final class LagObjectiveTest {
  private static final Duration TIMELY = Duration.ofSeconds(60);
  private static final Duration LATE = Duration.ofSeconds(61);

  private final ManualClock clock = new ManualClock();
  private Punctuality punctuality = of(LagObjective.USUAL);

  private static Punctuality of(LagObjective objective) {
    return new Punctuality(objective, new SystemWorkers().monitor());
  }

  private void minutes(int minutes, int timely, int late) {
    for (int minute = 0; minute < minutes; minute++) {
      for (int event = 0; event < timely; event++) {
        punctuality.proved(TIMELY, clock.now());
      }
      for (int event = 0; event < late; event++) {
        punctuality.proved(LATE, clock.now());
      }
      clock.advance(Duration.ofMinutes(1));
    }
  }

  private ObjectiveStanding standing() {
    return punctuality.standing(clock.now(), 0);
  }

  @Test
  void nothingIsMissedWhereNothingHappens() {
    assertThat(standing().attained()).isEqualTo(1);
    assertThat(standing().isMissed()).isFalse();
  }

  @Test
  void usingUpExactlyWhatIsAllowedIsNoMiss() {
    minutes(360, 99, 1);
    assertThat(standing().attained()).isEqualTo(0.99, within(1e-9));
    assertThat(standing().slow().longer()).isEqualTo(1, within(1e-9));
    assertThat(standing().isMissed()).isFalse();
  }

  @Test
  void aBadMinuteIsNoMissButABadQuarterIs() {
    minutes(360, 100, 0);
    minutes(1, 0, 100);
    assertThat(standing().fast().shorter()).isGreaterThan(14.4);
    assertThat(standing().isMissed()).isFalse();
    minutes(9, 0, 100);
    assertThat(standing().fast().isReached()).isTrue();
    assertThat(standing().isMissed()).isTrue();
  }

  @Test
  void whatIsOverIsNoLongerMissed() {
    minutes(360, 100, 0);
    minutes(10, 0, 100);
    minutes(5, 100, 0);
    assertThat(standing().fast().isReached()).isFalse();
    assertThat(standing().fast().longer()).as("it still shows").isGreaterThan(14.4);
  }

  @Test
  void whatAddsUpOverHoursIsMissedToo() {
    minutes(360, 93, 7);
    assertThat(standing().fast().isReached()).isFalse();
    assertThat(standing().slow().isReached()).isTrue();
    assertThat(standing().isMissed()).isTrue();
  }

  @Test
  void anObjectiveThatAllowsMuchIsMissedOnceHalfIsLate() {
    punctuality = of(new LagObjective(0.9, Duration.ofMinutes(1)));
    minutes(360, 6, 4);
    assertThat(standing().isMissed()).isFalse();
    minutes(360, 5, 5);
    assertThat(standing().isMissed()).isTrue();
  }

  @Test
  void everyObjectiveCanBeMissed() {
    for (double share : new double[] {0.001, 0.2, 0.5, 0.9, 0.99, 0.9999}) {
      punctuality = of(new LagObjective(share, Duration.ofMinutes(1)));
      minutes(60, 0, 1);
      assertThat(standing().isMissed()).as("%s", share).isTrue();
      punctuality = of(new LagObjective(share, Duration.ofMinutes(1)));
      minutes(60, 1, 0);
      assertThat(standing().isMissed()).as("%s", share).isFalse();
    }
  }

  @Test
  void whatWaitsTooLongIsLateAlthoughNothingEnds() {
    minutes(60, 100, 0);
    clock.advance(Duration.ofMinutes(5));
    assertThat(punctuality.standing(clock.now(), 2_000).isMissed()).isTrue();
    assertThat(punctuality.standing(clock.now(), 2).isMissed()).isFalse();
  }

  @Test
  void aKeyThatIsParkedWasNotInTime() {
    punctuality.parked(clock.now());
    assertThat(standing().attained()).isZero();
  }

  @Test
  void sixHoursLaterNothingIsLeft() {
    minutes(10, 0, 100);
    clock.advance(Duration.ofHours(6));
    assertThat(standing().events()).isZero();
    assertThat(standing().attained()).isEqualTo(1);
  }

  @Test
  void theNextProcessGoesOnWhereItWas() {
    minutes(360, 90, 10);
    String line = punctuality.line();
    ObjectiveStanding before = standing();
    punctuality = of(LagObjective.USUAL);
    punctuality.restore(line);
    assertThat(standing()).isEqualTo(before);
    clock.advance(Duration.ofHours(7));
    assertThat(standing().events()).isZero();
  }

  @Test
  void aClockThatWasSetBackOnlyForgets() {
    minutes(10, 0, 100);
    clock.advance(Duration.ofHours(-2));
    assertThat(standing().events()).isZero();
    minutes(1, 100, 0);
    assertThat(standing().attained()).isEqualTo(1);
  }
}
