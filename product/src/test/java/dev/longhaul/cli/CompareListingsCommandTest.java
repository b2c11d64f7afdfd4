package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareListingsCommandTest {
  private final Screen screen = new Screen();
  @TempDir private Path folder;

  private String listing(String name, String line, int size) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(
        file,
        "2019-03-22 10:15:22 %s%n%nTotal Objects: 1%n   Total Size: %d%n".formatted(line, size));
    return file.toString();
  }

  private ExitCode run(String... arguments) {
    List<Command> commands = List.of(new CompareListingsCommand());
    return new CommandLines(commands, List::of).run(List.of(arguments), screen.terminal());
  }

  @Test
  void equalListingsEndWithZeroAndSayWhatWasCompared() throws IOException {
    String source = listing("a.txt", "         7 k", 7);

    assertThat(run("compare-listings", source, source)).isEqualTo(ExitCode.DONE);
    assertThat(screen.out())
        .startsWith("equal: 1 with the same size, 0 missing at the destination, 0 extra there,")
        .contains("longhaul verify");
  }

  @Test
  void differencesAreNamedWithTheirKeysEscaped() throws IOException {
    String source = listing("a.txt", "         7 k\u001b", 7);
    String destination = listing("b.txt", "         8 k\u001b", 8);
    String other = listing("c.txt", "         8 z", 8);

    assertThat(run("compare-listings", source, destination)).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out()).startsWith("size k\\u001b  7 bytes, not 8\ndifferent: ");
    screen.clear();
    assertThat(run("compare-listings", source, other, "--json")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out().lines())
        .containsExactly(
            "{\"difference\":\"missing\",\"key\":\"k\\u001B\",\"sourceSize\":7}",
            "{\"difference\":\"extra\",\"key\":\"z\",\"destinationSize\":8}",
            "{\"command\":\"compare-listings\",\"verdict\":\"different\",\"equal\":0,\"missing\":1,"
                + "\"extra\":1,\"resized\":0,\"compared\":\"keys and sizes\"}");
  }

  @Test
  void aFileThatCannotBeReadTellsNothing() throws IOException {
    String source = listing("a.txt", "         7 k", 7);

    assertThat(run("compare-listings", source, folder.resolve("none").toString()))
        .isEqualTo(ExitCode.UNKNOWN);
    assertThat(screen.err()).contains("none cannot be read");
    screen.clear();
    assertThat(run("compare-listings", source, listing("d.txt", "nothing", 0)))
        .isEqualTo(ExitCode.UNKNOWN);
    assertThat(screen.err()).contains("d.txt");
  }
}
