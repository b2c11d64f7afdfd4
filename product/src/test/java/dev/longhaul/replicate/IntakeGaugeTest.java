package dev.longhaul.replicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.longhaul.effect.ManualClock;
import dev.longhaul.hint.IntakeState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What is kept of an intake.
final class IntakeGaugeTest {
  private final ManualClock clock = new ManualClock();
  private final Instant begun = clock.now();
  private final IntakeGauge gauge = new IntakeGauge("events", "sqs", clock);

  @Test
  void countsWhatComesInAndSaysWhenItLastDid() {
    assertNull(gauge.state().lastReceived());
    gauge.received(2, 3);
    clock.advance(Duration.ofSeconds(5));
    gauge.received(1, 0);
    IntakeState state = gauge.state();
    assertEquals(new IntakeState.Counts(3, 3), state.counts());
    assertEquals(begun.plusSeconds(5), state.lastReceived());
    assertEquals(begun, state.since());
  }

  @Test
  void keepsTheBeginningOfTroubleUntilItIsOver() {
    gauge.failing("no answer");
    clock.advance(Duration.ofSeconds(5));
    gauge.failing("refused");
    assertEquals(new IntakeState.Trouble(begun, "refused"), gauge.state().trouble());
    gauge.working();
    assertNull(gauge.state().trouble());
  }
}
