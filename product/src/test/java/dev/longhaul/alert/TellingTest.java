package dev.longhaul.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.config.AlertEntry.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Whom to tell what, and how often.
final class TellingTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Concern LAG = concern("photos", Occasion.LAG);
  private static final Concern PARKED = concern("photos", Occasion.PARKED);

  private final Telling telling = new Telling(Occasion.all(), Duration.ofHours(1));

  private static Concern concern(String route, Occasion occasion) {
    Subject subject = new Subject(Subject.Kind.ROUTE, route);
    return new Concern(subject, occasion, "it is so", "mend it", NOON, List.of());
  }

  private List<Notice.Stage> stages(int minute, Concern... concerns) {
    return telling.next(List.of(concerns), NOON.plus(Duration.ofMinutes(minute))).stream()
        .map(Notice::stage)
        .toList();
  }

  @Test
  void tellsOnceThenAgainOnlyAfterAWhileAndThatItEnded() {
    assertThat(stages(0, LAG)).containsExactly(Notice.Stage.BEGAN);
    assertThat(stages(1, LAG)).isEmpty();
    assertThat(stages(59, LAG)).isEmpty();
    assertThat(stages(60, LAG)).containsExactly(Notice.Stage.LASTS);
    assertThat(stages(61, LAG)).isEmpty();
    assertThat(stages(62)).containsExactly(Notice.Stage.ENDED);
    assertThat(stages(63)).isEmpty();
  }

  @Test
  void whatComesAndGoesIsToldOnceInAWhile() {
    assertThat(stages(0, LAG)).containsExactly(Notice.Stage.BEGAN);
    assertThat(stages(1)).containsExactly(Notice.Stage.ENDED);
    assertThat(stages(2, LAG)).isEmpty();
    assertThat(stages(3)).isEmpty();
    assertThat(stages(10, LAG)).isEmpty();
    assertThat(stages(60, LAG)).as("it is there again").containsExactly(Notice.Stage.BEGAN);
  }

  @Test
  void concernsAreToldApart() {
    assertThat(stages(0, LAG)).containsExactly(Notice.Stage.BEGAN);
    assertThat(stages(1, LAG, PARKED, concern("videos", Occasion.LAG)))
        .containsExactly(Notice.Stage.BEGAN, Notice.Stage.BEGAN);
    assertThat(stages(2, PARKED)).containsExactly(Notice.Stage.ENDED, Notice.Stage.ENDED);
  }

  @Test
  void tellsOnlyWhatWasAskedFor() {
    Telling parkedOnly = new Telling(new TreeSet<>(List.of(Occasion.PARKED)), Duration.ofHours(1));
    assertThat(parkedOnly.next(List.of(LAG, PARKED), NOON))
        .singleElement()
        .satisfies(notice -> assertThat(notice.concern()).isEqualTo(PARKED));
  }

  @Test
  void whatAnEarlierProcessToldIsNotToldAnewAndItsEndIs() {
    telling.remember(LAG, NOON);
    assertThat(stages(5, LAG)).isEmpty();
    assertThat(stages(6)).containsExactly(Notice.Stage.ENDED);
  }

  @Test
  void whatIsKeptInTheLedgerIsReadAgainAndDamageIsNot() {
    Notice notice = new Notice(Notice.Stage.LASTS, LAG, NOON.plusSeconds(9));
    assertThat(Told.of(Told.line(notice), LAG.subject(), LAG.occasion()))
        .hasValueSatisfying(told -> {
          assertThat(told.at()).isEqualTo(NOON.plusSeconds(9));
          assertThat(told.concern().since()).isEqualTo(NOON);
          assertThat(told.concern().what()).isEqualTo("it is so");
        });
    Notice over = new Notice(Notice.Stage.ENDED, LAG, NOON);
    for (String line : List.of(Told.line(over), "", "x", "x y z", NOON + " y z")) {
      assertThat(Told.of(line, LAG.subject(), LAG.occasion())).isEmpty();
    }
  }
}
