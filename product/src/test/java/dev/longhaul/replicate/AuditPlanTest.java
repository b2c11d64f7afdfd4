package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/// When audits are due.
final class AuditPlanTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void theFirstIsDueAtOnce() {
    assertThat(nightly(1).due(null)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void theNextComesAtItsTimeOfDayHoweverLateTheLastBegan() {
    assertThat(nightly(1).due(begunAt("2026-07-01T15:00:00Z")))
        .isEqualTo(Instant.parse("2026-07-02T00:00:00Z"));
    assertThat(nightly(7).due(begunAt("2026-07-01T00:00:09Z")))
        .isEqualTo(Instant.parse("2026-07-08T00:00:00Z"));
  }

  @Test
  void itsTimeOfDayIsKeptWhenClocksAreChanged() {
    assertThat(nightly(1).due(begunAt("2026-10-25T00:00:00Z")))
        .isEqualTo(Instant.parse("2026-10-26T01:00:00Z"));
  }

  private static AuditPlan nightly(int days) {
    return new AuditPlan(
        "nightly",
        AuditKind.LISTING,
        0,
        null,
        Duration.ofDays(days),
        new AuditPlan.TimeOfDay(LocalTime.of(2, 0), BERLIN));
  }

  private static AuditRecord begunAt(String time) {
    Instant begun = Instant.parse(time);
    return new AuditRecord(
        AuditKind.LISTING, begun, begun.plusSeconds(60), AuditRecord.Result.EQUAL, 1, 0, "");
  }
}
