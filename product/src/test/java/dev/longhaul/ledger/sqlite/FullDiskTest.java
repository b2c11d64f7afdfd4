package dev.longhaul.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.object.ObjectKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A ledger that runs out of room says so, loses nothing it took, and goes on once there is room.
final class FullDiskTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final int MANY = 100_000;
  private static final int PAGES = 100;

  @TempDir private Path folder;

  private SqliteLedger open() {
    return SqliteLedger.open(folder.resolve("ledger.sqlite"), PAGES);
  }

  private static List<Hint> batch(int number) {
    List<Hint> hints = new ArrayList<>();
    for (int key = 0; key < 50; key++) {
      String name = "%05d-%d".formatted(number, key) + "x".repeat(500);
      hints.add(Hint.of(ObjectKey.of(name), Hint.Cause.EVENT, NOW));
    }
    return hints;
  }

  @Test
  void tellsWhoWaitsAndNeverLetsThemWaitForRoom() {
    SqliteLedger ledger = open();
    try {
      fill(ledger);
      AtomicInteger taken = new AtomicInteger();
      Thread.ofVirtual().start(() -> recordMuch(ledger, taken));
      int before;
      do {
        before = taken.get();
        assertThat(refusal(ledger, batch(MANY)).isFull()).isTrue();
      } while (taken.get() > before || before < Writer.MAX_QUEUED);
    } finally {
      assertThat(catchThrowableOfType(LedgerException.class, ledger::close))
          .hasMessageContaining("is full");
    }
  }

  /// More than the writer queues and keeps, so that it is held up until the ledger is closed.
  private static void recordMuch(SqliteLedger ledger, AtomicInteger taken) {
    try {
      while (taken.get() < 4 * Writer.MAX_QUEUED) {
        ledger.facts().record("fact" + taken.get(), "z".repeat(3_000));
        taken.incrementAndGet();
      }
    } catch (LedgerException closed) {
      assertThat(taken).hasValueGreaterThan(Writer.MAX_QUEUED);
    }
  }

  private static LedgerException refusal(SqliteLedger ledger, List<Hint> hints) {
    return catchThrowableOfType(LedgerException.class, () -> ledger.hints().add(hints, NOW));
  }

  /// Adds until nothing more is taken; returns how many batches were.
  private static int fill(SqliteLedger ledger) {
    for (int number = 0; number < MANY; number++) {
      List<Hint> hints = batch(number);
      LedgerException refused =
          catchThrowableOfType(LedgerException.class, () -> ledger.hints().add(hints, NOW));
      if (refused != null) {
        assertThat(refused.isFull()).isTrue();
        assertThat(refused).hasMessageContaining("is full");
        return number;
      }
    }
    throw new AssertionError("the ledger never became full");
  }

  @Test
  void keepsWhatItTookAndTakesMoreOnceThereIsRoom() {
    try (SqliteLedger ledger = open()) {
      int taken = fill(ledger);
      assertThat(ledger.hints().due(NOW, MANY)).hasSize(taken * 50);
      ledger.facts().record("late", "y".repeat(3_000));

      List<PendingHint> due = ledger.hints().due(NOW, MANY);
      due.subList(0, due.size() / 2).forEach(ledger.hints()::settle);
      ledger.held().list(null, 1);
      ledger.hints().add(batch(MANY), NOW);

      assertThat(ledger.hints().backlog().pending()).isEqualTo(due.size() - due.size() / 2 + 50);
    }
    try (SqliteLedger ledger = open()) {
      assertThat(ledger.facts().find("late")).contains("y".repeat(3_000));
    }
  }
}
