package dev.longhaul.ledger.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables of a kind of file and their versions. Keys are BLOBs, so that they are told apart and
/// ordered by their bytes (H55, H56).
///
/// @param application what tells these files from other SQLite files
/// @param steps the statements that lead from each version to the next
record Schema(int application, List<List<String>> steps) {
  /// What sync remembers of a pair of buckets.
  private static final List<String> FIRST =
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

  /// What continuous replication remembers besides. A hint that is due at no time is held. The
  /// numbers of hints are kept by triggers, since counting a million rows takes too long.
  private static final List<String> SECOND =
      List.of(
          """
          CREATE TABLE hint(
            key BLOB PRIMARY KEY,
            generation INTEGER NOT NULL,
            cause TEXT NOT NULL,
            at INTEGER NOT NULL,
            latest INTEGER NOT NULL,
            due INTEGER,
            tries INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID\
          """,
          "CREATE INDEX hint_due ON hint(due, generation)",
          "CREATE TABLE backlog(pending INTEGER NOT NULL, held INTEGER NOT NULL) STRICT",
          "INSERT INTO backlog VALUES(0, 0)",
          """
          CREATE TRIGGER hint_added AFTER INSERT ON hint BEGIN
            UPDATE backlog SET pending = pending + (NEW.due IS NOT NULL),
              held = held + (NEW.due IS NULL);
          END\
          """,
          """
          CREATE TRIGGER hint_settled AFTER DELETE ON hint BEGIN
            UPDATE backlog SET pending = pending - (OLD.due IS NOT NULL),
              held = held - (OLD.due IS NULL);
          END\
          """,
          """
          CREATE TRIGGER hint_moved AFTER UPDATE OF due ON hint
          WHEN (OLD.due IS NULL) <> (NEW.due IS NULL) BEGIN
            UPDATE backlog SET pending = pending + (NEW.due IS NOT NULL) - (OLD.due IS NOT NULL),
              held = held + (NEW.due IS NULL) - (OLD.due IS NULL);
          END\
          """,
          "CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID");

  /// Deletions that wait for their time: hints that are neither behind nor held.
  private static final List<String> THIRD =
      List.of(
          "ALTER TABLE hint ADD COLUMN absent INTEGER",
          "ALTER TABLE backlog ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0",
          "DROP TRIGGER hint_added",
          "DROP TRIGGER hint_settled",
          "DROP TRIGGER hint_moved",
          """
          CREATE TRIGGER hint_added AFTER INSERT ON hint BEGIN
            UPDATE backlog SET
              pending = pending + (NEW.due IS NOT NULL AND NEW.absent IS NULL),
              waiting = waiting + (NEW.due IS NOT NULL AND NEW.absent IS NOT NULL),
              held = held + (NEW.due IS NULL);
          END\
          """,
          """
          CREATE TRIGGER hint_settled AFTER DELETE ON hint BEGIN
            UPDATE backlog SET
              pending = pending - (OLD.due IS NOT NULL AND OLD.absent IS NULL),
              waiting = waiting - (OLD.due IS NOT NULL AND OLD.absent IS NOT NULL),
              held = held - (OLD.due IS NULL);
          END\
          """,
          """
          CREATE TRIGGER hint_moved AFTER UPDATE OF due, absent ON hint
          WHEN (OLD.due IS NULL) <> (NEW.due IS NULL)
            OR (OLD.absent IS NULL) <> (NEW.absent IS NULL) BEGIN
            UPDATE backlog SET
              pending = pending + (NEW.due IS NOT NULL AND NEW.absent IS NULL)
                - (OLD.due IS NOT NULL AND OLD.absent IS NULL),
              waiting = waiting + (NEW.due IS NOT NULL AND NEW.absent IS NOT NULL)
                - (OLD.due IS NOT NULL AND OLD.absent IS NOT NULL),
              held = held + (NEW.due IS NULL) - (OLD.due IS NULL);
          END\
          """);

  /// How far audits are that are not over.
  private static final List<String> FOURTH =
      List.of(
          """
          CREATE TABLE audit(
            name TEXT PRIMARY KEY,
            basis TEXT NOT NULL,
            begun INTEGER NOT NULL,
            source_keys INTEGER NOT NULL,
            destination_keys INTEGER NOT NULL,
            differences INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID\
          """,
          """
          CREATE TABLE audit_range(
            audit TEXT NOT NULL,
            number INTEGER NOT NULL,
            after BLOB,
            until BLOB,
            PRIMARY KEY(audit, number)
          ) STRICT, WITHOUT ROWID\
          """,
          """
          CREATE TABLE audit_absent(
            key BLOB NOT NULL,
            audit TEXT NOT NULL,
            PRIMARY KEY(key, audit)
          ) STRICT, WITHOUT ROWID\
          """);

  /// The file of a route: "LHL1".
  static final Schema ROUTE = new Schema(0x4C484C31, List.of(FIRST, SECOND, THIRD, FOURTH));

  /// Messages that nobody understood: "LHM1".
  static final Schema MESSAGES =
      new Schema(
          0x4C484D31,
          List.of(
              List.of(
                  """
                  CREATE TABLE message(
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    intake TEXT NOT NULL,
                    id TEXT NOT NULL,
                    why TEXT NOT NULL,
                    text TEXT NOT NULL,
                    at INTEGER NOT NULL,
                    UNIQUE(intake, id)
                  ) STRICT\
                  """)));

  /// Written into the file; a higher one belongs to a newer program.
  int version() {
    return steps.size();
  }

  /// What kind of file it is.
  enum Kind {
    EMPTY,
    OLDER,
    CURRENT,
    NEWER,
    FOREIGN
  }

  /// Whether a file has the name that files of this kind have.
  boolean isIn(Path path) {
    boolean messages = path.endsWith(SqliteMessages.NAME);
    return messages == equals(MESSAGES);
  }

  Kind kind(Connection connection) throws SQLException {
    int version = number(connection, "PRAGMA user_version");
    int found = number(connection, "PRAGMA application_id");
    int tables = number(connection, "SELECT count(*) FROM sqlite_schema");
    if (tables == 0 && found == 0) {
      return Kind.EMPTY;
    }
    if (found != application) {
      return Kind.FOREIGN;
    }
    if (version == version()) {
      return Kind.CURRENT;
    }
    return version > version() ? Kind.NEWER : Kind.OLDER;
  }

  /// Takes the file from its version to ours, in one step or not at all.
  void migrate(Connection connection) throws SQLException {
    int version = number(connection, "PRAGMA user_version");
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (List<String> step : steps.subList(version, steps.size())) {
        for (String change : step) {
          statement.execute(change);
        }
      }
      statement.execute("PRAGMA application_id = " + application);
      statement.execute("PRAGMA user_version = " + version());
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
