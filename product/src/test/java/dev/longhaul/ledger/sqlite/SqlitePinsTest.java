package dev.longhaul.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the ledger relies on in SQLite and its driver, asked of the connections that it uses.
final class SqlitePinsTest {
  @TempDir private Path folder;

  private interface Asking {
    void ask(Connection connection) throws SQLException;
  }

  private void with(Asking asking) throws SQLException {
    try (LedgerFile file =
            LedgerFile.open(folder.resolve("pins.sqlite"), Schema.ROUTE, Integer.MAX_VALUE);
        Connection connection = file.connect()) {
      asking.ask(connection);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "no row";
    }
  }

  @Test
  @Hazard(17)
  void eachCommitIsWrittenAheadAndSynced() throws SQLException {
    with(connection -> {
      assertThat(text(connection, "PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(text(connection, "PRAGMA synchronous")).as("FULL").isEqualTo("2");
    });
  }

  @Test
  @Hazard({55, 56})
  void keysAreComparedByTheirUnsignedBytes() throws SQLException {
    with(connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TEMP TABLE t (k BLOB PRIMARY KEY) WITHOUT ROWID");
      }
      List<byte[]> keys =
          List.of(
              new byte[] {(byte) 0xEE},
              new byte[] {0x7F},
              new byte[] {0, 1},
              new byte[] {(byte) 0xF0},
              new byte[] {0},
              new byte[1024]);
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
        for (byte[] key : keys) {
          insert.setBytes(1, key);
          assertThat(insert.executeUpdate()).isEqualTo(1);
        }
      }
      List<byte[]> inOrder = new ArrayList<>(keys);
      inOrder.sort(java.util.Arrays::compareUnsigned);
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT k FROM t ORDER BY k")) {
        for (byte[] key : inOrder) {
          rows.next();
          assertThat(rows.getBytes(1)).isEqualTo(key);
        }
      }
    });
  }

  @Test
  void anUpdateOfNothingSaysSo() throws SQLException {
    with(connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TEMP TABLE t (k INTEGER PRIMARY KEY, v INTEGER)");
        assertThat(statement.executeUpdate("UPDATE t SET v = 1")).isZero();
        assertThat(statement.executeUpdate("INSERT INTO t VALUES (1, 1) ON CONFLICT DO NOTHING"))
            .isEqualTo(1);
        assertThat(statement.executeUpdate("INSERT INTO t VALUES (1, 1) ON CONFLICT DO NOTHING"))
            .isZero();
      }
    });
  }

  @Test
  @Hazard(17)
  void whatWasNotCommittedIsGoneAndWhatWasIsSeenByOthers() throws SQLException {
    with(connection -> {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE pin (k INTEGER)");
        connection.commit();
        statement.execute("INSERT INTO pin VALUES (1)");
        connection.rollback();
        assertThat(text(connection, "SELECT count(*) FROM pin")).isEqualTo("0");
      }
    });
    with(connection -> assertThat(text(connection, "SELECT count(*) FROM pin")).isEqualTo("0"));
  }

  @Test
  @Hazard(17)
  void aFileBelongsToOne() {
    Path file = folder.resolve("owned.sqlite");
    try (SqliteLedger first = SqliteLedger.open(file)) {
      assertThat(first.receipts()).isNotNull();
      first.facts().keep("a", "b");
      assertThatThrownBy(() -> SqliteLedger.open(file)).hasMessageContaining("in use by another");
    }
  }
}
