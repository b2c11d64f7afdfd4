package dev.longhaul.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.config.AlertEntry.Occasion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a person and a program read.
final class NoticeTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static Notice notice(Notice.Stage stage, String what, List<String> keys) {
    Subject subject = new Subject(Subject.Kind.ROUTE, "photos");
    Concern concern = new Concern(subject, Occasion.PARKED, what, "list them", NOON, keys);
    return new Notice(stage, concern, NOON.plusSeconds(60));
  }

  @Test
  void saysWhatWhereSinceWhenAndWhatToDo() {
    assertThat(notice(Notice.Stage.BEGAN, "2 keys are parked", List.of("a", "b")).text())
        .isEqualTo(
            """
            longhaul route photos: 2 keys are parked
            since 2026-11-24T12:00:00Z
            what to do: list them
              a
              b\
            """);
    assertThat(notice(Notice.Stage.ENDED, "2 keys are parked", List.of()).text())
        .isEqualTo(
            """
            longhaul route photos: ended: 2 keys are parked
            since 2026-11-24T12:00:00Z, ended by 2026-11-24T12:01:00Z\
            """);
  }

  @Test
  void programsGetOneLineOfJson() {
    assertThat(notice(Notice.Stage.LASTS, "2 keys are parked", List.of("k\u00e9y")).json())
        .startsWith(
            "{\"from\":\"longhaul\",\"occasion\":\"parked\",\"stage\":\"lasts\",\"route\":"
                + "\"photos\",\"since\":\"2026-11-24T12:00:00Z\",\"at\":\"2026-11-24T12:01:00Z\","
                + "\"what\":\"2 keys are parked\",\"remedy\":\"list them\","
                + "\"keys\":[\"k\\u00E9y\"],\"text\":\"longhaul route photos: still: ")
        .doesNotContain("\n");
  }

  @Test
  @Hazard(76)
  void noControlCharacterGetsOut() {
    Notice notice =
        notice(Notice.Stage.BEGAN, "a\r\nb\u001b[31mc\u2028d", List.of("x\u0007y\ninjected"));
    assertThat(notice.title()).isEqualTo("longhaul route photos: a b [31mc d");
    assertThat(notice.text().lines()).hasSize(4);
    assertThat(notice.text() + notice.json()).doesNotContain("\u001b").doesNotContain("\u0007");
  }

  @Test
  void wordsOfOthersAreCut() {
    assertThat(notice(Notice.Stage.BEGAN, "x".repeat(100_000), List.of()).json())
        .hasSizeLessThan(4_000);
  }
}
