package dev.longhaul.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file system of 2 MiB that becomes full and has room again. A process makes it for itself where
/// the system lets it.
final class SmallDiskTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final int KEYS = 50;

  @TempDir private Path folder;

  @Test
  void aProcessOutlivesAFullDiskAndGoesOnOnceThereIsRoom()
      throws IOException, InterruptedException {
    String mount = "mount -t tmpfs -o size=2m longhaul \"$0\"";
    assumeTrue(printed(mount).exit() == 0, "no file system of its own for a process here");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Ended ended =
        printed(
            mount + " && exec \"$@\"",
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            SmallDiskTest.class.getName(),
            folder.toString());
    assertThat(ended.printed()).endsWith("went on\n");
    assertThat(ended.exit()).isZero();
  }

  private record Ended(int exit, String printed) {}

  private Ended printed(String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script));
    command.add(folder.toString());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("small-disk", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      return new Ended(process.waitFor(), Files.readString(output));
    } catch (IOException noSuchProgram) {
      return new Ended(127, "");
    } finally {
      Files.delete(output);
    }
  }

  /// What the process does with its folder.
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path ballast = Files.write(folder.resolve("ballast"), new byte[1 << 20]);
    Path file = folder.resolve("ledger.sqlite");
    int taken = 0;
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      taken = fill(ledger, 0);
      out.println("full after " + taken);
      ledger.facts().record("lazy", "kept " + "y".repeat(9_000));
      if (fill(ledger, taken) > taken + 1) {
        throw new AssertionError("it was full, and took much more");
      }
      Files.delete(ballast);
      ledger.hints().add(batch(1_000_000), NOW);
      long waiting = ledger.hints().backlog().pending();
      if (waiting % KEYS != 0 || waiting < (taken + 1L) * KEYS) {
        throw new AssertionError("of " + taken + " batches " + waiting + " hints wait");
      }
    }
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      if (ledger.facts().find("lazy").isEmpty()) {
        throw new AssertionError("what nobody waited for was lost");
      }
    }
    out.println("went on");
  }

  private static int fill(SqliteLedger ledger, int from) {
    for (int number = from; number < 1_000_000; number++) {
      try {
        ledger.hints().add(batch(number), NOW);
      } catch (LedgerException refused) {
        if (refused.isFull()) {
          return number;
        }
        throw refused;
      }
    }
    throw new AssertionError("the disk never became full");
  }

  private static List<Hint> batch(int number) {
    List<Hint> hints = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      String name = "%07d-%d".formatted(number, key) + "x".repeat(400);
      hints.add(Hint.of(ObjectKey.of(name), Hint.Cause.EVENT, NOW));
    }
    return hints;
  }
}
