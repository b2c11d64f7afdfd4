package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// What `--help` prints, as somebody read and approved it. With the system property `docs.write` it
/// brings the stored texts up to date instead of failing; read the difference before committing it.
final class HelpTest {
  private static final Path STORED =
      SourceTree.find().root().resolve("product/src/test/resources/help");

  @Test
  void everyHelpTextIsAsItWasApproved() throws IOException {
    for (Map.Entry<String, String> help : texts().entrySet()) {
      Path file = STORED.resolve(help.getKey());
      if (System.getProperty("docs.write") != null) {
        Files.createDirectories(STORED);
        Files.writeString(file, help.getValue());
      }
      assertThat(file)
          .as("run this test with -Ddocs.write to bring it up to date")
          .hasContent(help.getValue());
    }
  }

  @Test
  void noTextIsOfACommandThatIsGone() throws IOException {
    try (Stream<Path> files = Files.list(STORED)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrderElementsOf(new TreeSet<>(texts().keySet()));
    }
  }

  @Test
  void everyOptionSaysWhatItIsForInASentence() {
    CommandLine root = Main.commandLines().model().commandLine();
    root.getSubcommands()
        .forEach((name, command) ->
            assertThat(command.getCommandSpec().args())
                .allSatisfy(argument ->
                    assertThat(String.join(" ", argument.description()))
                        .as("%s %s", name, argument.paramLabel())
                        .endsWith(".")));
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    CommandLine root = Main.commandLines().model().commandLine();
    texts.put("longhaul.txt", root.getUsageMessage(Ansi.OFF));
    root.getSubcommands()
        .forEach((name, command) -> texts.put(name + ".txt", command.getUsageMessage(Ansi.OFF)));
    return texts;
  }
}
