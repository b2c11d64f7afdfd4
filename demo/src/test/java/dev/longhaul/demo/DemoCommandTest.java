package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a newcomer runs it: in a process of its own, with nothing prepared.
final class DemoCommandTest {
  private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:\\d+");

  @TempDir private Path folder;

  @Test
  void endsEqualSaysSoAndLeavesNothing() throws Exception {
    Ended demo = run("demo", "--seconds", "6", "--rate", "10");

    assertThat(demo.code).as(demo.err).isZero();
    assertThat(demo.out)
        .containsSubsequence(
            "step ",
            "run: the first audit ",
            "change the source ",
            "audit: what no event told ",
            "exit code 0\n",
            "verify --deep ",
            "no difference\n")
        .contains("Both buckets are equal: bytes, headers, metadata and tags of ");
    assertThat(demo.err.lines()).contains("demo: kill -9, and longhaul run again");
    demo.assertNothingIsLeft(3);
  }

  /// The whole original procedure, in which a command is lost and an instance dies.
  @Test
  void showsTheOriginalProcedureAndEndsEqual() throws Exception {
    Ended demo = run("demo", "--original");

    assertThat(demo.code).as(demo.err).isZero();
    assertThat(demo.out)
        .containsSubsequence(
            "Main, Systems Manager, worker ",
            "S3Single is empty, 4 rows of S3SingleResult say N\n",
            "5 overwritten, 5 deleted by Main itself\n",
            "Monitor sends again ",
            "S3Single: 0 rows; S3SingleResult: 70 rows, 0 of them N\n",
            "no difference\n")
        .contains("Both buckets are equal: bytes, headers, metadata and tags of 60 objects.");
    assertThat(demo.err)
        .contains("S3CopyToChinaSingle.py' '{\"bucket\"")
        .contains(" dies while it copies 20 MiB")
        .contains("Monitor says {\"rows\":6,\"redriven\":5,");
    demo.assertNothingIsLeft(2);
  }

  private record Ended(int code, String out, String err, Path temporary, Path home) {
    /// Nothing but the steps was said: no warning, no trace of a library.
    void assertNothingIsLeft(int servers) {
      assertThat(err.lines()).allMatch(line -> line.startsWith("demo: "));
      assertThat(temporary).isEmptyDirectory();
      assertThat(home).isEmptyDirectory();
      assertThat(ADDRESS.matcher(out).results()).hasSize(servers);
      // Whoever it started has its files there, or did.
      assertThat(
              ProcessHandle.allProcesses()
                  .flatMap(process -> process.info().commandLine().stream())
                  .filter(line -> line.contains(temporary.toString())))
          .isEmpty();
    }
  }

  private Ended run(String... typed) throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path home = Files.createDirectory(folder.resolve("home"));
    List<String> words = new ArrayList<>(Longhaul.java("-Djava.io.tmpdir=" + temporary));
    words.addAll(List.of(typed));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
    int code = builder.start().waitFor();
    return new Ended(
        code,
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")),
        temporary,
        home);
  }
}
