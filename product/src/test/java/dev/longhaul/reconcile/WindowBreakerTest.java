package dev.longhaul.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.SlowFacts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@Hazard(61)
final class WindowBreakerTest {
  private final ManualClock clock = new ManualClock();
  private final Ledger.Facts facts = new InMemoryLedger().facts();

  /// The breaker of a process that finds what the one before left.
  private WindowBreaker breaker(long keys, double share) {
    return new WindowBreaker(
        clock, new WindowBreaker.Limits(keys, share, Duration.ofHours(1)), facts);
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
    assertThat(admitted(breaker(1, 0), 2)).isEqualTo(1);
    assertThat(breaker(5, 0).admit()).isFalse();
  }

  @Test
  void whatIsWrittenIsNeverOlderThanWhatCounts() {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    Ledger.Facts slow = new SlowFacts(facts, () -> meanwhile.getAndSet(() -> {}).run());
    WindowBreaker breaker =
        new WindowBreaker(clock, new WindowBreaker.Limits(3, 0, Duration.ofHours(1)), slow);
    meanwhile.set(breaker::open);
    assertThat(breaker.admit()).isTrue();
    assertThat(breaker(3, 0).isOpen()).isTrue();
  }

  @Test
  void goesOnCountingAfterARestart() {
    assertThat(admitted(breaker(3, 0), 2)).isEqualTo(2);
    clock.advance(Duration.ofMinutes(50));
    assertThat(admitted(breaker(3, 0), 3)).isEqualTo(1);
  }

  @Test
  void countsTheSpanBeforeARestartAndForgetsOlderOnes() {
    assertThat(admitted(breaker(3, 0), 2)).isEqualTo(2);
    clock.advance(Duration.ofMinutes(61));
    assertThat(admitted(breaker(3, 0), 1)).isEqualTo(1);
    assertThat(breaker(3, 0).isOpen()).isFalse();
    clock.advance(Duration.ofHours(9));
    assertThat(admitted(breaker(3, 0), 3)).isEqualTo(3);
  }

  @Test
  void startsThoughWhatWasWrittenIsDamaged() {
    facts.record("deletes.window", "2 many since ever");
    assertThat(admitted(breaker(3, 0), 4)).isEqualTo(3);
  }

  @Test
  void countsFromZeroOnceAPersonLooked() {
    WindowBreaker breaker = breaker(2, 0);
    assertThat(admitted(breaker, 5)).isEqualTo(2);
    breaker.close();
    assertThat(breaker.isOpen()).isFalse();
    assertThat(admitted(breaker, 10)).isEqualTo(2);
    assertThat(breaker(2, 0).isOpen()).isTrue();
  }
}
