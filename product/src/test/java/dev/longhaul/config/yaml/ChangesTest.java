package dev.longhaul.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.config.Changes;
import dev.longhaul.config.Changes.Change;
import dev.longhaul.config.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ChangesTest {
  private static final String BEFORE =
      Written.LEAST
          + """
          limits: {workers: 8}
          alerts: {chat: {url: https://chat.example.com/one}}
          console: {token: before}
          log: {level: info}
          intakes: {events: {queue: https://h/q, stores: [here]}}
          """;

  @TempDir Path folder;

  private List<Change> between(String before, String after) {
    Configuration first = Written.to(folder, before).read();
    return Changes.between(first, Written.to(folder, after).read());
  }

  @Test
  void nothingDiffersFromItself() {
    assertThat(between(BEFORE, BEFORE + "# a remark\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/configuration/changes-live.txt", delimiter = '|')
  void whatBrakesTellsOrLogsChangesLive(String old, String recent, String told) {
    assertThat(between(BEFORE, BEFORE.replace(lines(old), lines(recent))))
        .singleElement()
        .satisfies(change -> {
          assertThat(change).hasToString(told);
          assertThat(change.isLive()).isTrue();
        });
    Configuration before = Written.to(folder, BEFORE).read();
    Configuration after = Written.to(folder, BEFORE.replace(lines(old), lines(recent))).read();
    assertThat(Changes.takenOver(before, after)).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/configuration/changes-with-a-restart.txt", delimiter = '|')
  void allElseNeedsARestart(String old, String recent, String told) {
    String after = BEFORE.replaceFirst(Pattern.quote(lines(old)), lines(recent));

    assertThat(between(BEFORE, after))
        .singleElement()
        .satisfies(change -> {
          assertThat(change).hasToString(told + "; this needs a restart");
          assertThat(change.isLive()).isFalse();
        });
    Configuration before = Written.to(folder, BEFORE).read();
    Configuration read = Written.to(folder, after).read();
    assertThat(Changes.takenOver(before, read)).isEqualTo(before);
  }

  @Hazard(79)
  @Test
  void secretsThatChangeAreNotShown() {
    assertThat(between(BEFORE, BEFORE.replace("token: before", "token: behind")))
        .extracting(Change::toString)
        .containsExactly("console.token: is another now; this needs a restart");
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }
}
