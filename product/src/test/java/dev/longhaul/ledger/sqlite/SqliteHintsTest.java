package dev.longhaul.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.HintsContract;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract in a file, and what a kill leaves of it.
final class SqliteHintsTest extends HintsContract {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  @TempDir private Path folder;

  @Override
  protected Ledger open() {
    return SqliteLedger.open(folder.resolve("ledger.sqlite"));
  }

  @Test
  @Hazard(17)
  void aKilledProcessLosesNoHintThatWasTaken() throws IOException {
    for (int number = 0; number < 50; number++) {
      ledger.hints().add(List.of(Hint.of(key(number), Hint.Cause.EVENT, NOW)), NOW);
    }
    ledger.hints().due(NOW, 20).forEach(ledger.hints()::settle);
    ledger.hints().add(List.of(Hint.of(key(50), Hint.Cause.PERSON, NOW)), NOW);
    try (Ledger survivor = killed()) {
      List<ObjectKey> left = survivor.hints().due(NOW, 100).stream().map(PendingHint::key).toList();
      assertThat(left)
          .containsExactlyElementsOf(IntStream.rangeClosed(20, 50).mapToObj(this::key).toList());
      assertThat(survivor.hints().backlog().pending()).isEqualTo(31);
    }
  }

  @Test
  void aKilledProcessLosesNoFactThatWasKept() throws IOException {
    ledger.facts().record("name", "lazy");
    ledger.facts().keep("name", "kept");
    try (Ledger survivor = killed()) {
      assertThat(survivor.facts().find("name")).contains("kept");
    }
  }

  /// What is on disk at this moment.
  private Ledger killed() throws IOException {
    Path other = Files.createDirectories(folder.resolve("killed"));
    for (String name : List.of("ledger.sqlite", "ledger.sqlite-wal")) {
      Files.copy(folder.resolve(name), other.resolve(name));
    }
    return SqliteLedger.open(other.resolve("ledger.sqlite"));
  }

  private ObjectKey key(int number) {
    return ObjectKey.of("key " + number);
  }
}
