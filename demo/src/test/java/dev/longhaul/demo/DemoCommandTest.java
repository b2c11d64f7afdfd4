package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a newcomer runs it: in a process of its own, with nothing prepared.
final class DemoCommandTest {
  private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

  @TempDir private Path folder;

  @Test
  void endsEqualSaysSoAndLeavesNothing() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path home = Files.createDirectory(folder.resolve("home"));
    List<String> words = new ArrayList<>(Longhaul.java("-Djava.io.tmpdir=" + temporary));
    words.addAll(List.of("demo", "--seconds", "6", "--rate", "10"));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());

    Process demo = builder.start();
    int code = demo.waitFor();

    String out = Files.readString(folder.resolve("out"));
    String err = Files.readString(folder.resolve("err"));
    assertThat(code).as(err).isZero();
    assertThat(out)
        .containsSubsequence(
            "step ",
            "run: the first audit ",
            "change the source ",
            "audit: what no event told ",
            "exit code 0\n",
            "verify --deep ",
            "no difference\n")
        .contains("Both buckets are equal: bytes, headers, metadata and tags of ");
    // Nothing but the steps: no warning, no trace of a library.
    assertThat(err.lines())
        .contains("demo: kill -9, and longhaul run again")
        .allMatch(line -> line.startsWith("demo: "));
    assertThat(temporary).isEmptyDirectory();
    assertThat(home).isEmptyDirectory();
    assertNobodyListens(out);
  }

  private static void assertNobodyListens(String table) {
    List<Integer> ports = ADDRESS.matcher(table).results().map(DemoCommandTest::port).toList();
    assertThat(ports)
        .hasSize(3)
        .allSatisfy(
            port -> assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class));
  }

  private static int port(MatchResult address) {
    return Integer.parseInt(address.group(1));
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }
}
