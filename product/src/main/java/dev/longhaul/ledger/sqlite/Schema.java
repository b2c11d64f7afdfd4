package dev.longhaul.ledger.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables of the file and its version. Keys are BLOBs, so that they are told apart and ordered
/// by their bytes (H55, H56).
final class Schema {
  /// Written into the file; a higher one belongs to a newer program.
  static final int VERSION = 1;

  /// What tells our files from other SQLite files: "LHL1".
  static final int APPLICATION = 0x4C484C31;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE receipt(
            key BLOB PRIMARY KEY,
            source_etag TEXT NOT NULL,
            source_size INTEGER NOT NULL,
            source_modified INTEGER NOT NULL,
            destination_etag TEXT NOT NULL,
            destination_size INTEGER NOT NULL,
            destination_modified INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID\
          """,
          """
          CREATE TABLE upload(
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            intent TEXT NOT NULL UNIQUE,
            key BLOB NOT NULL,
            source_etag TEXT NOT NULL,
            source_size INTEGER NOT NULL,
            source_modified TEXT NOT NULL,
            source_version TEXT,
            part_size INTEGER NOT NULL,
            attributes TEXT NOT NULL,
            begun TEXT NOT NULL,
            id TEXT
          ) STRICT\
          """,
          "CREATE INDEX upload_of_key ON upload(key)",
          """
          CREATE TABLE part(
            intent TEXT NOT NULL,
            number INTEGER NOT NULL,
            size INTEGER NOT NULL,
            etag TEXT NOT NULL,
            crc32c INTEGER NOT NULL,
            PRIMARY KEY(intent, number)
          ) STRICT, WITHOUT ROWID\
          """,
          """
          CREATE TABLE parked(
            key BLOB PRIMARY KEY,
            reason TEXT NOT NULL,
            message TEXT NOT NULL,
            remedy TEXT NOT NULL,
            at TEXT NOT NULL
          ) STRICT, WITHOUT ROWID\
          """);

  private Schema() {}

  /// What kind of file it is.
  enum Kind {
    EMPTY,
    CURRENT,
    NEWER,
    FOREIGN
  }

  static Kind kind(Connection connection) throws SQLException {
    int version = number(connection, "PRAGMA user_version");
    int application = number(connection, "PRAGMA application_id");
    int tables = number(connection, "SELECT count(*) FROM sqlite_schema");
    if (tables == 0 && application == 0) {
      return Kind.EMPTY;
    }
    if (application != APPLICATION) {
      return Kind.FOREIGN;
    }
    return version > VERSION ? Kind.NEWER : Kind.CURRENT;
  }

  /// Makes all tables, or none.
  static void create(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      statement.execute("PRAGMA application_id = " + APPLICATION);
      statement.execute("PRAGMA user_version = " + VERSION);
      connection.commit();
    }
  }

  static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
