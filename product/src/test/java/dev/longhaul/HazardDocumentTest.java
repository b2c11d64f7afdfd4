package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Every hazard has one row in docs/hazards.md, in order, which says what Longhaul does about it
/// and names a test that is marked with it, or says why there is none. With the system property
/// `docs.write` it brings the tests up to date; a test that a person chose stays.
final class HazardDocumentTest {
  private static final int HAZARDS = 80;
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| H(\\d+) \\| (.{20,}?) \\| (.{20,}?) \\| (.*?) ?\\| (.+) \\|$");
  private static final Pattern MARK = Pattern.compile("@Hazard\\(\\{?([\\d,\\s]+)}?\\)");
  private static final Pattern MARKED = Pattern.compile("\\bvoid (\\w+)\\(|\\bclass \\w+");
  private static final Pattern NAME = Pattern.compile("`(\\w+(?:Test|Contract)(?:\\.\\w+)?)`");
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
  void everyRowNamesATestThatIsMarkedOrSaysWhyThereIsNone() throws IOException {
    SortedMap<Integer, SortedSet<String>> marks = marks();
    if (System.getProperty("docs.write") != null) {
      Files.writeString(DOCUMENT, upToDate(marks));
    }

    assertThat(ROW.matcher(Files.readString(DOCUMENT)).results())
        .as("run this test with -Ddocs.write to bring %s up to date", DOCUMENT.getFileName())
        .allSatisfy(row -> {
          SortedSet<String> tests = marks.getOrDefault(number(row), new TreeSet<>());
          if (tests.isEmpty()) {
            assertThat(row.group(4)).isEmpty();
            assertThat(row.group(5)).matches("(later: |not testable: ).{10,}");
          } else {
            assertThat(tests).contains(named(row.group(4)));
            assertThat(row.group(5)).matches("proved(; .{10,})?");
          }
        });
  }

  private static String upToDate(SortedMap<Integer, SortedSet<String>> marks) throws IOException {
    return ROW.matcher(Files.readString(DOCUMENT))
        .replaceAll(row -> {
          SortedSet<String> tests = marks.getOrDefault(number(row), new TreeSet<>());
          String begin = "| H" + row.group(1) + " | " + row.group(2) + " | " + row.group(3) + " | ";
          String end =
              tests.isEmpty()
                  ? "| " + row.group(5)
                  : proof(tests, named(row.group(4))) + " | " + state(row.group(5));
          return Matcher.quoteReplacement(begin + end + " |");
        });
  }

  private static String named(String cell) {
    Matcher name = NAME.matcher(cell);
    return name.find() ? name.group(1) : "";
  }

  /// One test, which need not be the first of them, and whether there are more.
  private static String proof(SortedSet<String> tests, String chosen) {
    String test = tests.contains(chosen) ? chosen : tests.first();
    return "`" + test + "`" + (tests.size() == 1 ? "" : " and more");
  }

  /// Behind a semicolon stands what a person wrote there.
  private static String state(String before) {
    int semicolon = before.indexOf("; ");
    boolean proved = before.startsWith("proved");
    return "proved" + (proved && semicolon >= 0 ? before.substring(semicolon) : "");
  }

  private static int number(MatchResult row) {
    return Integer.parseInt(row.group(1));
  }

  /// What is marked, by hazard: tests as `Class.test`, and classes as a whole.
  private static SortedMap<Integer, SortedSet<String>> marks() throws IOException {
    SortedMap<Integer, SortedSet<String>> marks = new TreeMap<>();
    for (Path file : TREE.ending("Test.java", "Contract.java")) {
      String type = String.valueOf(file.getFileName()).replace(".java", "");
      String text = Files.readString(file);
      Matcher mark = MARK.matcher(text);
      while (mark.find()) {
        Matcher marked = MARKED.matcher(text).region(mark.end(), text.length());
        String test = marked.find() && marked.group(1) != null ? "." + marked.group(1) : "";
        NUMBER
            .matcher(mark.group(1))
            .results()
            .forEach(number ->
                marks
                    .computeIfAbsent(Integer.valueOf(number.group()), _ -> new TreeSet<>())
                    .add(type + test));
      }
    }
    return marks;
  }
}
