package dev.longhaul.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.object.ObjectKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that takes hints is killed in the middle: what it said it had taken is there.
final class KilledLedgerTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final int BATCH = 7;

  @TempDir private Path folder;

  @Test
  @Hazard(17)
  void whatAKilledProcessTookIsThere() throws IOException, InterruptedException {
    int taken = 0;
    for (int life = 0; life < 3; life++) {
      taken = takenUntilKilled(taken, 40 + 60 * life);
      try (SqliteLedger ledger = SqliteLedger.open(folder.resolve("ledger.sqlite"))) {
        List<PendingHint> due = ledger.hints().due(NOW, Integer.MAX_VALUE / 2);
        List<ObjectKey> keys = due.stream().map(PendingHint::key).toList();
        for (int number = 0; number < taken; number++) {
          assertThat(keys).containsAll(keys(number));
        }
        assertThat(keys.size() % BATCH).as("all or none of a batch").isZero();
        assertThat(ledger.hints().backlog().pending()).isEqualTo(keys.size());
        taken = keys.size() / BATCH;
      }
    }
  }

  private int takenUntilKilled(int from, int batches) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledLedgerTest.class.getName(),
                folder.toString(),
                Integer.toString(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int taken = from;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null) {
        taken = Integer.parseInt(line) + 1;
        if (taken == from + batches) {
          // Unlike the process itself, its handle leaves what was printed to be read.
          process.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as("killed").isEqualTo(137);
    return taken;
  }

  /// Takes hints until it is killed, and says so after each batch.
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (SqliteLedger ledger = SqliteLedger.open(Path.of(arguments[0], "ledger.sqlite"))) {
      for (int number = Integer.parseInt(arguments[1]); number < 1_000_000; number++) {
        List<Hint> hints = new ArrayList<>();
        keys(number).forEach(key -> hints.add(Hint.of(key, Hint.Cause.EVENT, NOW)));
        ledger.hints().add(hints, NOW);
        out.println(number);
      }
    }
  }

  private static List<ObjectKey> keys(int number) {
    List<ObjectKey> keys = new ArrayList<>();
    for (int key = 0; key < BATCH; key++) {
      keys.add(ObjectKey.of("key-" + number + "-" + key));
    }
    return keys;
  }
}
