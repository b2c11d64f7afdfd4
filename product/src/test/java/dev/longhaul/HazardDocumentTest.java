package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Every hazard has one row in docs/hazards.md, in order, which names tests that are marked with
/// it, or says why there is none. With the system property `docs.write` it brings the names up to
/// date.
final class HazardDocumentTest {
  private static final int HAZARDS = 80;
  private static final int MOST_NAMES = 6;
  private static final Pattern ROW = Pattern.compile("(?m)^\\| H(\\d+) \\| (.{20,}) \\| (.*) \\|$");
  private static final Pattern MARK = Pattern.compile("@Hazard\\(\\{?([\\d,\\s]+)}?\\)");
  private static final Pattern NAME = Pattern.compile("`(\\w+(?:Test|Contract))`");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final SourceTree TREE = SourceTree.find();
  private static final Path DOCUMENT = TREE.root().resolve("docs/hazards.md");

  @Test
  void everyHazardHasItsRow() throws IOException {
    assertThat(ROW.matcher(Files.readString(DOCUMENT)).results().map(HazardDocumentTest::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, HAZARDS).boxed().toList());
  }

  @Test
  void everyMarkNamesAHazard() throws IOException {
    assertThat(marks().keySet()).isNotEmpty().allMatch(number -> number >= 1 && number <= HAZARDS);
  }

  @Test
  void everyRowNamesTestsThatAreMarkedOrSaysWhyThereAreNone() throws IOException {
    SortedMap<Integer, SortedSet<String>> marks = marks();
    if (System.getProperty("docs.write") != null) {
      Files.writeString(DOCUMENT, upToDate(marks));
    }

    assertThat(ROW.matcher(Files.readString(DOCUMENT)).results())
        .as("run this test with -Ddocs.write to bring %s up to date", DOCUMENT.getFileName())
        .allSatisfy(row -> {
          SortedSet<String> tests = marks.getOrDefault(number(row), new TreeSet<>());
          if (tests.isEmpty()) {
            assertThat(row.group(3)).matches("(later: with |not testable: ).{10,}");
          } else {
            assertThat(named(row.group(3))).isNotEmpty().isSubsetOf(tests);
          }
        });
  }

  private static String upToDate(SortedMap<Integer, SortedSet<String>> marks) throws IOException {
    return ROW.matcher(Files.readString(DOCUMENT))
        .replaceAll(row -> {
          SortedSet<String> tests = marks.getOrDefault(number(row), new TreeSet<>());
          String state = state(tests, row.group(3));
          return Matcher.quoteReplacement(
              "| H" + row.group(1) + " | " + row.group(2) + " | " + state + " |");
        });
  }

  private static List<String> named(String state) {
    return NAME.matcher(state).results().map(name -> name.group(1)).toList();
  }

  /// The tests' names, and behind a semicolon what a person wrote there.
  private static String state(SortedSet<String> tests, String before) {
    if (tests.isEmpty()) {
      return before;
    }
    List<String> named = tests.stream().limit(MOST_NAMES).map(name -> "`" + name + "`").toList();
    int semicolon = before.indexOf("; ");
    return String.join(", ", named)
        + (tests.size() > MOST_NAMES ? " and more" : "")
        + (semicolon < 0 ? "" : before.substring(semicolon));
  }

  private static int number(MatchResult row) {
    return Integer.parseInt(row.group(1));
  }

  /// The names of the classes with a test that is marked, by hazard.
  private static SortedMap<Integer, SortedSet<String>> marks() throws IOException {
    SortedMap<Integer, SortedSet<String>> marks = new TreeMap<>();
    for (Path file : TREE.ending("Test.java", "Contract.java")) {
      String name = String.valueOf(file.getFileName()).replace(".java", "");
      MARK.matcher(Files.readString(file))
          .results()
          .flatMap(mark -> NUMBER.matcher(mark.group(1)).results())
          .forEach(number ->
              marks
                  .computeIfAbsent(Integer.valueOf(number.group()), _ -> new TreeSet<>())
                  .add(name));
    }
    return marks;
  }
}
