package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Holds docs/configuration.md to the code: the table of options is the command line's own model,
/// and every environment variable that the product reads is explained. With the system property
/// `docs.write` it brings the table up to date instead of failing.
final class ConfigurationDocumentTest {
  private static final String BEGIN = "<!-- options -->\n";
  private static final String END = "<!-- end of options -->";

  private static final Pattern VARIABLE =
      Pattern.compile("(?<!\\w)(?:(?:LONGHAUL|XDG|AWS)_[A-Z0-9_]+|(?:HTTPS?|NO)_PROXY)\\b");

  private static final Pattern LITERAL = Pattern.compile("\"(" + VARIABLE.pattern() + ")\"");

  /// Settings of a profile that our own code asks for.
  private static final Pattern SETTING =
      Pattern.compile("(?:property\\(|\"s3\", )\"([a-z_]+)\"\\)");

  /// Variables that only the AWS SDK reads.
  private static final Set<String> OF_THE_SDK =
      Set.of("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_ACCESS_KEY_ID");

  private static final SourceTree TREE = SourceTree.find();
  private static final Path DOCUMENT = TREE.root().resolve("docs/configuration.md");

  @Test
  void everyOptionIsDocumented() throws IOException {
    String text = Files.readString(DOCUMENT);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    String current = text.substring(0, begin) + "\n" + table() + "\n" + after(text);
    if (System.getProperty("docs.write") != null) {
      Files.writeString(DOCUMENT, current);
    }

    assertThat(Files.readString(DOCUMENT))
        .as("run this test with -Ddocs.write to bring %s up to date", DOCUMENT.getFileName())
        .isEqualTo(current);
  }

  @Test
  void everyVariableIsDocumented() throws IOException {
    Set<String> read = new TreeSet<>(OF_THE_SDK);
    for (Path file : TREE.files()) {
      String name = String.valueOf(file.getFileName());
      if (isMain(file) && name.endsWith(".java")) {
        read.addAll(found(LITERAL, 1, Files.readString(file)));
      } else if (isMain(file) || name.equals("longhaul") || name.equals("find-jdk")) {
        read.addAll(found(VARIABLE, 0, Files.readString(file)));
      }
    }

    assertThat(found(VARIABLE, 0, Files.readString(DOCUMENT))).isEqualTo(read);
  }

  @Test
  void everySettingOfAProfileIsDocumented() throws IOException {
    Set<String> read = new TreeSet<>();
    for (Path file : TREE.ending(".java")) {
      if (isMain(file)) {
        read.addAll(found(SETTING, 1, Files.readString(file)));
      }
    }
    read.remove("s3");

    Pattern row = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");
    Set<String> documented = found(row, 1, Files.readString(DOCUMENT));
    documented.remove("chain");
    assertThat(documented).isEqualTo(read);
  }

  @Test
  @Hazard(51)
  void saysWhatIsNotCarried() throws IOException {
    String text = Files.readString(DOCUMENT);
    String list = text.substring(text.indexOf("## What is not carried"));
    assertThat(list)
        .contains("last modification", "version ids", "restore", "owners", "ACLs")
        .contains("encryption", "storage class", "retention", "legal holds");
  }

  /// The demo sets variables for programs that it starts, and reads none of its own.
  private static boolean isMain(Path file) {
    return file.startsWith(TREE.root().resolve("product")) && isShipped(file);
  }

  private static boolean isShipped(Path file) {
    return file.toString().contains("src/main/") || file.toString().contains("src/dist/");
  }

  private static String after(String text) {
    return text.substring(text.indexOf(END));
  }

  private static Set<String> found(Pattern pattern, int group, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// One row per option; what several commands share is said once.
  private static String table() {
    Map<String, List<String>> commandsByOption = new LinkedHashMap<>();
    Map<String, String> meanings = new LinkedHashMap<>();
    CommandLine root = Main.commandLines().model().commandLine();
    root.getSubcommands()
        .forEach((name, command) -> {
          for (OptionSpec option : command.getCommandSpec().options()) {
            String row = "| `" + escaped(shown(option)) + "` | ";
            String meaning = escaped(String.join(" ", option.description()).replace("%%", "%"));
            commandsByOption.computeIfAbsent(row, _ -> new ArrayList<>()).add(name);
            meanings.putIfAbsent(row, meaning);
          }
        });
    StringBuilder table = new StringBuilder("| option | commands | meaning |\n|---|---|---|\n");
    commandsByOption.forEach((row, commands) ->
        table
            .append(row)
            .append(
                commands.size() == root.getSubcommands().size()
                    ? "all"
                    : String.join(", ", commands))
            .append(" | ")
            .append(meanings.get(row))
            .append(" |\n"));
    return table.toString();
  }

  private static String shown(OptionSpec option) {
    String label = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
    label = option.arity().min() == 0 && !label.isEmpty() ? "[" + label + "]" : label;
    return String.join(", ", option.names()) + label;
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }
}
