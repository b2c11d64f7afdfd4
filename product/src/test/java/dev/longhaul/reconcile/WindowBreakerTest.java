package dev.longhaul.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@Hazard(61)
final class WindowBreakerTest {
  private final ManualClock clock = new ManualClock();

  private WindowBreaker breaker(long keys, double share) {
    return new WindowBreaker(
        clock, new WindowBreaker.Limits(keys, share, Duration.ofHours(1)), false);
  }

  private static long admitted(WindowBreaker breaker, int tries) {
    long count = 0;
    for (int number = 0; number < tries; number++) {
      count += breaker.admit() ? 1 : 0;
    }
    return count;
  }

  @Test
  void holdsWhatIsMoreThanTheLimitInOneSpan() {
    WindowBreaker breaker = breaker(3, 0);
    assertThat(admitted(breaker, 10)).isEqualTo(3);
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void countsAShareOfTheKnownKeysWhereThatIsMore() {
    WindowBreaker breaker = breaker(3, 0.1);
    breaker.know(100);
    assertThat(admitted(breaker, 50)).isEqualTo(10);
  }

  @Test
  void letsAsManyGoInALaterSpanIfItNeverOpened() {
    WindowBreaker breaker = breaker(3, 0);
    assertThat(admitted(breaker, 3)).isEqualTo(3);
    clock.advance(Duration.ofHours(2));
    assertThat(admitted(breaker, 3)).isEqualTo(3);
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void countsTheSpanBeforeToo() {
    WindowBreaker breaker = breaker(3, 0);
    assertThat(admitted(breaker, 2)).isEqualTo(2);
    clock.advance(Duration.ofMinutes(61));
    assertThat(admitted(breaker, 3)).isEqualTo(1);
  }

  @Test
  void staysOpenHoweverMuchTimePasses() {
    WindowBreaker breaker = breaker(1, 0);
    assertThat(admitted(breaker, 2)).isEqualTo(1);
    clock.advance(Duration.ofDays(30));
    assertThat(breaker.admit()).isFalse();
  }

  @Test
  void remembersThatItWasOpen() {
    WindowBreaker breaker =
        new WindowBreaker(clock, new WindowBreaker.Limits(5, 0, Duration.ofHours(1)), true);
    assertThat(breaker.admit()).isFalse();
  }

  @Test
  void letsGoWhatAPersonAllowedAndThenCountsFromZero() {
    WindowBreaker breaker = breaker(2, 0);
    assertThat(admitted(breaker, 5)).isEqualTo(2);
    breaker.allow(4);
    assertThat(breaker.isOpen()).isFalse();
    assertThat(admitted(breaker, 10)).isEqualTo(6);
    assertThat(breaker.isOpen()).isTrue();
  }
}
