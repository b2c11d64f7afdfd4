package dev.longhaul.demo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longhaul.rehearsal.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/// DynamoDB Local in a process of its own, which all tests of this JVM share. Nobody closes it: it
/// ends when this JVM does.
final class LocalTables {
  private LocalTables() {}

  /// Started by the first test that wants it, and held by its standard input.
  private static final class Started {
    private static final int PORT = FreePort.find();
    private static final Process PROCESS = start(PORT);
  }

  /// Where it listens. Tests are skipped on machines for which it brings no library of its own.
  static URI endpoint() {
    assumeTrue(
        System.getProperty("os.arch").equals("amd64")
            && System.getProperty("os.name").equals("Linux"),
        "DynamoDB Local's library is for Linux on amd64");
    if (!Started.PROCESS.isAlive()) {
      throw new IllegalStateException("DynamoDB Local has ended.");
    }
    return URI.create("http://127.0.0.1:" + Started.PORT);
  }

  private static Process start(int port) {
    Path built = Path.of("tables", "target");
    Path libraries = built.resolve("lib");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dsqlite4java.library.path=" + libraries,
                "-cp",
                built.resolve("classes") + File.pathSeparator + libraries.resolve("*"),
                "dev.longhaul.demo.tables.TableMain",
                Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
    try {
      Process process = builder.start();
      String line = process.inputReader().readLine();
      if (!"ready".equals(line)) {
        throw new IllegalStateException("DynamoDB Local did not start: " + line);
      }
      return process;
    } catch (IOException failure) {
      throw new UncheckedIOException("DynamoDB Local could not be started.", failure);
    }
  }
}
