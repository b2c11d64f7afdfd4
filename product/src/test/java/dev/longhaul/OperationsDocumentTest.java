package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.config.AlertEntry;
import dev.longhaul.reconcile.ParkReason;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.Trouble;
import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The handbook says of everything that an operator can be shown what to do about it, in the words
/// in which it is shown, and in both languages.
final class OperationsDocumentTest {
  private static final String ENGLISH = "operations.md";
  private static final String CHINESE = "operations.zh-CN.md";
  private static final Path DOCUMENTS = SourceTree.find().root().resolve("docs");

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void everyStateHasOneRow(String document) throws IOException {
    List<String> rows = rows(document);

    assertThat(words(ParkReason.values(), Enum::name)).allMatch(word -> hasOne(rows, word, 3));
    assertThat(words(RouteStatus.Condition.values(), OperationsDocumentTest::word))
        .allMatch(word -> word.equals("equal") || hasOne(rows, word, 3));
    assertThat(words(Trouble.Kind.values(), OperationsDocumentTest::word))
        .allMatch(word -> hasOne(rows, word, 3));
    assertThat(words(AuditRecord.Result.values(), OperationsDocumentTest::word))
        .allMatch(word -> word.equals("equal") || hasOne(rows, word, 3));
    assertThat(words(AlertEntry.Occasion.values(), OperationsDocumentTest::word))
        .allMatch(word -> hasOne(rows, word, 2));
  }

  /// Routes and audits share this word.
  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void equalIsExplainedForRoutesAndForAudits(String document) throws IOException {
    assertThat(rows(document)).filteredOn(row -> row.startsWith("| `equal` |")).hasSize(2);
  }

  /// The program's remedies speak of the options of `sync` where a route has settings.
  @Test
  void remediesAreThoseThatAreShown() throws IOException {
    List<String> rows = rows(ENGLISH);

    assertThat(ParkReason.values())
        .allSatisfy(reason -> {
          String remedy = reason.remedy().replaceAll(" with --tags ignore", ": `tags: ignore`");
          assertThat(rows)
              .anyMatch(row ->
                  row.startsWith("| `" + reason.name() + "` |")
                      && row.endsWith("| " + remedy + " |"));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"operations", "alerts", "console", "events", "original-procedure"})
  void bothLanguagesSayAsMuch(String document) throws IOException {
    assertThat(shape(document + ".zh-CN.md")).isEqualTo(shape(document + ".md"));
  }

  private static List<String> words(Enum<?>[] constants, Function<Enum<?>, String> how) {
    return Arrays.stream(constants).map(how).toList();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether the table whose rows have so many cells explains the word, and no other of them does.
  private static boolean hasOne(List<String> rows, String word, int cells) {
    return rows.stream()
            .filter(row -> row.startsWith("| `" + word + "` |"))
            .filter(row -> cells(row) == cells)
            .count()
        == 1;
  }

  private static List<String> rows(String document) throws IOException {
    return lines(document).filter(line -> line.startsWith("|")).toList();
  }

  /// Headings by their level, rows by their number of cells, and commands, in their order.
  private static List<String> shape(String document) throws IOException {
    return lines(document)
        .filter(line -> line.startsWith("#") || line.startsWith("|") || isCommand(line))
        .map(line -> {
          if (isCommand(line)) {
            return line;
          }
          return line.startsWith("#") ? line.replaceFirst(" .*", "") : "row of " + cells(line);
        })
        .toList();
  }

  private static boolean isCommand(String line) {
    return line.matches(" {4}\\S.*");
  }

  private static long cells(String row) {
    return row.replaceAll("`[^`]*`", "").chars().filter(c -> c == '|').count() - 1;
  }

  /// The table of metrics is made of what the program says, in English.
  private static Stream<String> lines(String document) throws IOException {
    return Files.readString(DOCUMENTS.resolve(document))
        .replaceFirst("(?s)<!-- metrics -->.*<!-- /metrics -->", "")
        .lines();
  }
}
