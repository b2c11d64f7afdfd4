package dev.longhaul.ledger.sqlite;

import dev.longhaul.hint.UnreadableMessage;
import dev.longhaul.ledger.Messages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Messages in one file, owned by one process at a time. Where there is none, none is made before
/// something is to be kept.
public final class SqliteMessages implements Messages {
  /// The file's name in the folder of a process's state.
  public static final String NAME = "messages.sqlite";

  private static final String KEEP =
      "INSERT INTO message(intake, id, why, text, at) VALUES(?,?,?,?,?)"
          + " ON CONFLICT(intake, id) DO NOTHING";
  private static final String LIST =
      "SELECT intake, id, why, text, at FROM message ORDER BY number LIMIT ?";
  private static final String COUNT = "SELECT count(*) FROM message";
  private static final String FIND = "SELECT 1 FROM message WHERE intake = ? AND id = ?";
  private static final String REMOVE = "DELETE FROM message WHERE intake = ? AND id = ?";

  /// Held while the rows are counted and one is added.
  private final ReentrantLock lock = new ReentrantLock();

  private final Database database;
  private final int most;

  private SqliteMessages(Database database, int most) {
    this.database = database;
    this.most = most;
  }

  /// Opens the messages in this file.
  ///
  /// @throws dev.longhaul.ledger.LedgerException when another process owns the file, a newer
  ///   longhaul wrote it, or it is damaged
  public static SqliteMessages open(Path file) {
    return open(file, MOST);
  }

  static SqliteMessages open(Path file, int most) {
    return new SqliteMessages(new Database(file, Schema.MESSAGES, LedgerFile.UNBOUNDED), most);
  }

  @Override
  public boolean keep(UnreadableMessage message) {
    lock.lock();
    try {
      if (isKept(message.intake(), message.id())) {
        return true;
      }
      if (count() >= most) {
        return false;
      }
      database.now(
          new Change(
              KEEP,
              bind -> {
                bind.setString(1, message.intake());
                bind.setString(2, message.id());
                bind.setString(3, message.why());
                bind.setString(4, message.text());
                bind.setLong(5, message.at().toEpochMilli());
              }));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isKept(String intake, String id) {
    return !database.all(named(FIND, intake, id), _ -> true).isEmpty();
  }

  private static Change named(String sql, String intake, String id) {
    return new Change(
        sql,
        bind -> {
          bind.setString(1, intake);
          bind.setString(2, id);
        });
  }

  @Override
  public List<UnreadableMessage> list(int atMost) {
    return database.all(
        new Change(LIST, bind -> bind.setInt(1, atMost)),
        row ->
            new UnreadableMessage(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5))));
  }

  @Override
  public long count() {
    return database.all(new Change(COUNT, _ -> {}), row -> row.getLong(1)).stream()
        .findFirst()
        .orElse(0L);
  }

  @Override
  public boolean remove(String intake, String id) {
    if (!isKept(intake, id)) {
      return false;
    }
    database.now(named(REMOVE, intake, id));
    return true;
  }

  @Override
  public void close() {
    database.close();
  }
}
