package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Main;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The demo as a newcomer runs it.
final class DemoCommandTest {

  @Test
  void endsEqualAndShowsItsSteps() {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();

    ExitCode code =
        Main.run(
            new String[] {"demo"},
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false));

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("sync", "sync --delete", "verify --deep", "no difference")
        .contains("Both buckets are equal");
  }
}
