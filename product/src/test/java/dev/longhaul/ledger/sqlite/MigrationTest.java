package dev.longhaul.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.object.ObjectKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of earlier versions are taken over as they are.
final class MigrationTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  @TempDir private Path folder;

  /// A file as version 1 made it, with one parked key and one receipt.
  private Path first() throws Exception {
    Path file = folder.resolve("ledger.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "CREATE TABLE receipt(key BLOB PRIMARY KEY, source_etag TEXT NOT NULL, source_size"
                  + " INTEGER NOT NULL, source_modified INTEGER NOT NULL, destination_etag TEXT"
                  + " NOT NULL, destination_size INTEGER NOT NULL, destination_modified INTEGER"
                  + " NOT NULL) STRICT, WITHOUT ROWID",
              "CREATE TABLE upload(number INTEGER PRIMARY KEY AUTOINCREMENT, intent TEXT NOT NULL"
                  + " UNIQUE, key BLOB NOT NULL, source_etag TEXT NOT NULL, source_size INTEGER"
                  + " NOT NULL, source_modified TEXT NOT NULL, source_version TEXT, part_size"
                  + " INTEGER NOT NULL, attributes TEXT NOT NULL, begun TEXT NOT NULL, id TEXT)"
                  + " STRICT",
              "CREATE INDEX upload_of_key ON upload(key)",
              "CREATE TABLE part(intent TEXT NOT NULL, number INTEGER NOT NULL, size INTEGER NOT"
                  + " NULL, etag TEXT NOT NULL, crc32c INTEGER NOT NULL, PRIMARY KEY(intent,"
                  + " number)) STRICT, WITHOUT ROWID",
              "CREATE TABLE parked(key BLOB PRIMARY KEY, reason TEXT NOT NULL, message TEXT NOT"
                  + " NULL, remedy TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID",
              "INSERT INTO receipt VALUES(x'61', 'e', 1, 1000, 'f', 1, 2000)",
              "INSERT INTO parked VALUES(x'62', 'ARCHIVED', 'm', 'r', '2026-01-01T00:00:00Z')",
              "PRAGMA application_id = " + 0x4C484C31,
              "PRAGMA user_version = 1")) {
        statement.execute(sql);
      }
    }
    return file;
  }

  @Test
  @Hazard(61)
  void hintsOfVersionTwoStayPendingAndHeldAndMayWait() throws Exception {
    Path file = first();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      new Schema(0x4C484C31, Schema.ROUTE.steps().subList(0, 2)).migrate(connection);
      try (Statement statement = connection.createStatement()) {
        statement.execute("INSERT INTO hint VALUES(x'63', 1, 'EVENT', 1000, 1000, 1000, 0)");
        statement.execute("INSERT INTO hint VALUES(x'64', 2, 'SCAN', 1000, 1000, NULL, 0)");
        connection.commit();
      }
    }
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      PendingHint hint = ledger.hints().due(NOW, 9).getFirst();
      assertThat(hint.absentSince()).isNull();
      assertThat(ledger.hints().backlog().pending()).isEqualTo(1);
      assertThat(ledger.hints().backlog().held()).isEqualTo(1);
      ledger.hints().postpone(hint.absentSince(NOW), NOW.plusSeconds(9));
    }
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      assertThat(ledger.hints().backlog()).isEqualTo(new Ledger.Backlog(0, 1, 1, null));
    }
  }

  @Test
  void aFileOfVersionOneKeepsWhatItHoldsAndTakesHints() throws Exception {
    Path file = first();
    for (int opened = 0; opened < 2; opened++) {
      try (SqliteLedger ledger = SqliteLedger.open(file)) {
        assertThat(ledger.receipts().find(ObjectKey.of("a"))).isPresent();
        assertThat(ledger.parked().all()).hasSize(1);
        ledger.hints().add(List.of(Hint.of(ObjectKey.of("c"), Hint.Cause.EVENT, NOW)), NOW);
        assertThat(ledger.hints().backlog().pending()).isEqualTo(1);
      }
    }
  }
}
