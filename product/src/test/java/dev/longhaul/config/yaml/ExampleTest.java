package dev.longhaul.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.UnusableConfiguration;
import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds docs/longhaul.yaml, which is the reference of every setting, to the code.
class ExampleTest {
  private static final Path EXAMPLE = SourceTree.find().root().resolve("docs/longhaul.yaml");
  private static final int MUTATIONS = 500;

  /// What the example says of a queue holds for a topic too, and of one listener for the other.
  private static final List<String> SHOWN_ELSEWHERE =
      List.of(
          "alerts.*.credentials", "alerts.*.endpoint", "alerts.*.region", "console.tls.clients");

  @TempDir Path folder;

  @Test
  void itCanBeUsedAsItIs() {
    Configuration configuration = ConfigurationFile.read(EXAMPLE, Map.of());

    assertThat(configuration.routes()).hasSize(2);
  }

  @Test
  void theLeastExampleOfTheDocumentsCanBeUsed() throws IOException {
    String document = Files.readString(EXAMPLE.resolveSibling("configuration.md"));
    int begin = document.indexOf("```yaml\n") + 8;
    String least = document.substring(begin, document.indexOf("```", begin));

    assertThat(Written.to(folder, least).read().stores()).hasSize(2);
  }

  @Test
  void everyDefaultInItIsTheDefault() throws IOException {
    Configuration written = Written.to(folder, complete()).read();

    assertThat(written).isEqualTo(ConfigurationFile.read(EXAMPLE, Map.of()));
  }

  @Test
  void itNamesEverySetting() throws IOException {
    Reading reading = new Reading(EXAMPLE, Map.of());
    Entry tree = YamlTree.of(complete(), reading.problems()).orElseThrow();
    Section root = Section.root(reading, (Entry.Mapping) tree);
    ConfigurationFile.configuration(root, reading, folder);

    SortedSet<String> missing = new TreeSet<>(reading.asked());
    missing.removeAll(settings("", tree));
    assertThat(missing).containsExactlyElementsOf(SHOWN_ELSEWHERE);
  }

  /// The example with the defaults that it shows written out.
  private static String complete() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(EXAMPLE)) {
      lines.add(line.replaceFirst("^(\\s*)#((?:  )*(?:- |  )?[a-z-]+:(?: .*)?)$", "$1$2"));
    }
    return String.join("\n", lines) + "\n";
  }

  private static SortedSet<String> settings(String path, Entry entry) {
    SortedSet<String> found = new TreeSet<>();
    switch (entry) {
      case Entry.Scalar _ -> {}
      case Entry.Sequence(_, List<Entry> items) ->
          items.forEach(item -> found.addAll(settings(path + ".*", item)));
      case Entry.Mapping(_, List<Entry.Field> fields) -> {
        for (Entry.Field field : fields) {
          boolean named = List.of("stores", "routes", "intakes", "alerts").contains(path);
          String below = (path.isEmpty() ? "" : path + ".") + (named ? "*" : field.key());
          found.add(below);
          found.addAll(settings(below, field.value()));
        }
      }
    }
    return found;
  }

  @Test
  void nothingThatIsDoneToItThrowsAnythingElse() throws IOException {
    String example = Files.readString(EXAMPLE);
    Random random = new Random(7);
    for (int round = 0; round < MUTATIONS; round++) {
      String text = mutated(example, random);
      Written written = Written.to(folder, text);

      Throwable thrown = catchThrowable(written::read);

      if (thrown != null) {
        assertThat(thrown).as("of %s", text).isInstanceOf(UnusableConfiguration.class);
        assertThat(((UnusableConfiguration) thrown).problems()).isNotEmpty();
      }
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + random.nextInt(40));
    switch (random.nextInt(5)) {
      case 0 -> mutated.setLength(from);
      case 1 -> mutated.delete(from, to);
      case 2 -> mutated.insert(from, mutated.substring(to / 2, Math.min(to, to / 2 + 60)));
      case 3 -> mutated.insert(from, ODDITIES.get(random.nextInt(ODDITIES.size())));
      default -> {
        for (int index = 0; index < 8; index++) {
          int place = random.nextInt(mutated.length());
          mutated.setCharAt(place, (char) random.nextInt(0x20, 0x7F));
        }
      }
    }
    return mutated.toString();
  }

  private static final List<String> ODDITIES =
      List.of(
          "\t",
          "\u0000",
          "\uD83D",
          "\uFFFE",
          "&a ",
          "*a ",
          "!!binary ",
          "<<: ",
          "? ",
          "[[[[",
          "{",
          "}",
          "---\n",
          "...\n",
          "%YAML 1.1\n",
          "|\n",
          ">-\n",
          "'",
          "\"",
          "${",
          "${X}",
          "$${",
          "-1",
          "99999999999999999999",
          "99999999999999999d",
          "0",
          "~",
          "null\n",
          ": ",
          "- ",
          "# ",
          "\u2028",
          "\u202E",
          "\r",
          "file:",
          "file:/dev/null",
          "s3://",
          "é",
          "999999999999999999s");
}
