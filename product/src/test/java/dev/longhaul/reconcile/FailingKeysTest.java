package dev.longhaul.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailingKeysTest {
  private static final ObjectKey KEY = ObjectKey.of("bad");
  private static final ObjectKey OTHER = ObjectKey.of("good");
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Failure ERROR = new Failure.Throttled("500 InternalError", 0);

  private final FailingKeys failing = new FailingKeys();

  private Optional<ParkedKey> fail(int minute) {
    return failing.failed(KEY, ERROR, BEGIN.plusSeconds(60L * minute));
  }

  @Test
  @Hazard(64)
  void aKeyThatFailsWhileOthersAreServedIsParkedAtTheEighthAttempt() {
    for (int attempt = 1; attempt < 8; attempt++) {
      assertThat(fail(attempt)).isEmpty();
      failing.succeeded(OTHER);
    }
    assertThat(fail(8))
        .hasValueSatisfying(parked -> {
          assertThat(parked.reason()).isEqualTo("ALWAYS_FAILING");
          assertThat(parked.message()).contains("8 times").contains("500 InternalError");
        });
    assertThat(fail(9)).describedAs("it begins anew").isEmpty();
  }

  @Test
  @Hazard(64)
  void eightAttemptsInAFewMinutesAreNotEnough() {
    for (int attempt = 1; attempt < 20; attempt++) {
      assertThat(fail(4)).isEmpty();
      failing.succeeded(OTHER);
    }
    assertThat(failing.failed(KEY, ERROR, BEGIN.plusSeconds(539))).isEmpty();
    assertThat(failing.failed(KEY, ERROR, BEGIN.plusSeconds(540))).isPresent();
  }

  @Test
  @Hazard(64)
  void aStormThatHitsAllParksNobody() {
    failing.succeeded(OTHER);
    for (int minute = 0; minute < 100; minute++) {
      assertThat(fail(minute)).isEmpty();
    }
  }

  @Test
  void aSuccessWipesTheSlate() {
    for (int attempt = 1; attempt < 8; attempt++) {
      fail(attempt);
      failing.succeeded(OTHER);
    }
    failing.succeeded(KEY);
    assertThat(fail(8)).isEmpty();
  }

  @Test
  @Hazard(67)
  void wrongCredentialsNeverCount() {
    Failure denied = new Failure.WrongCredentials("403", 403, null);
    for (int minute = 0; minute < 20; minute++) {
      assertThat(failing.failed(KEY, denied, BEGIN.plusSeconds(60L * minute))).isEmpty();
      failing.succeeded(OTHER);
    }
  }
}
