package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/// The file of a ledger: who owns it, whether it is sound, connections to it, and what people are
/// told when something is wrong with it.
final class LedgerFile implements AutoCloseable {
  private static final int BUSY_MILLIS = 10_000;

  /// Up to this size the whole file is looked through when it is opened; larger ones show damage
  /// when the damaged place is read.
  private static final long MAX_CHECKED_BYTES = 256L << 20;

  /// SQLite's own limit, which no disk reaches.
  static final int UNBOUNDED = Integer.MAX_VALUE;

  private final Path path;
  private final Ownership ownership;
  private final Schema schema;
  private final int pages;
  private final Faults faults;

  private LedgerFile(Path path, Ownership ownership, Schema schema, int pages) {
    this.path = path;
    this.ownership = ownership;
    this.schema = schema;
    this.pages = pages;
    this.faults = new Faults(path);
  }

  /// Takes the file for this process, and makes it where it is missing.
  static LedgerFile open(Path path, Schema schema, int pages) {
    Ownership ownership = Ownership.take(path);
    LedgerFile file = new LedgerFile(path, ownership, schema, pages);
    try {
      if (file.faults.isStump()) {
        throw file.faults.damaged(Faults.STUMP, null);
      }
      file.prepare();
      return file;
    } catch (LedgerException unusable) {
      file.closeAfter(unusable);
      throw unusable;
    } catch (IOException unreadable) {
      LedgerException unusable = new LedgerException(path + " cannot be read", unreadable);
      file.closeAfter(unusable);
      throw unusable;
    }
  }

  private void prepare() {
    try (Connection connection = connect()) {
      switch (schema.kind(connection)) {
        case EMPTY -> schema.migrate(connection);
        case OLDER -> {
          check(connection);
          schema.migrate(connection);
        }
        case CURRENT -> check(connection);
        case NEWER -> throw faults.newer();
        case FOREIGN -> throw faults.foreign();
      }
    } catch (SQLException failed) {
      throw failure(failed);
    }
  }

  private void check(Connection connection) throws SQLException {
    int pages = Schema.number(connection, "PRAGMA page_count");
    if ((long) pages * Schema.number(connection, "PRAGMA page_size") > MAX_CHECKED_BYTES) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
      String verdict = rows.next() ? rows.getString(1) : "no answer";
      if (!"ok".equals(verdict)) {
        throw faults.damaged(verdict, null);
      }
    }
  }

  /// A connection that writes ahead and syncs each commit.
  Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    if (pages < UNBOUNDED) {
      config.setMaxPageCount(pages);
    }
    return config.createConnection("jdbc:sqlite:" + path);
  }

  /// What people are told: which file, what happened, what to do.
  LedgerException failure(SQLException failed) {
    return faults.of(failed);
  }

  private void closeAfter(LedgerException failed) {
    try {
      close();
    } catch (LedgerException notClosed) {
      failed.addSuppressed(notClosed);
    }
  }

  /// Lets go of the file.
  @Override
  public void close() {
    ownership.close();
  }
}
