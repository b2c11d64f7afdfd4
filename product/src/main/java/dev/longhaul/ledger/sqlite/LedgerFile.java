package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.LedgerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The file of a ledger: who owns it, whether it is sound, connections to it, and what people are
/// told when something is wrong with it.
final class LedgerFile implements AutoCloseable {
  private static final int BUSY_MILLIS = 10_000;

  /// Up to this size the whole file is looked through when it is opened; larger ones show damage
  /// when the damaged place is read.
  private static final long MAX_CHECKED_BYTES = 256L << 20;

  /// SQLite's own limit, which no disk reaches.
  static final int UNBOUNDED = Integer.MAX_VALUE;

  /// With less room than this on its disk, a write that failed failed for want of room.
  private static final long LITTLE_BYTES = 256L << 10;

  private final Path path;
  private final FileChannel channel;
  private final Schema schema;
  private final int pages;

  private LedgerFile(Path path, FileChannel channel, Schema schema, int pages) {
    this.path = path;
    this.channel = channel;
    this.schema = schema;
    this.pages = pages;
  }

  /// Takes the file for this process, and makes it where it is missing.
  static LedgerFile open(Path path, Schema schema, int pages) {
    FileChannel channel = own(path);
    LedgerFile file = new LedgerFile(path, channel, schema, pages);
    try {
      file.prepare();
      return file;
    } catch (LedgerException unusable) {
      file.closeAfter(unusable);
      throw unusable;
    }
  }

  /// Locks a file beside it: locks on the file itself belong to SQLite.
  private static FileChannel own(Path path) {
    Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileChannel channel =
          FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return channel;
      }
      channel.close();
    } catch (IOException failed) {
      throw new LedgerException(
          "the ledger "
              + path
              + " cannot be made: "
              + failed
              + "; choose another place with --state",
          failed);
    }
    throw new LedgerException(
        "the ledger " + path + " is in use by another longhaul; wait for it, or end it", null);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
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
        case NEWER ->
            throw new LedgerException(
                "the ledger "
                    + path
                    + " was written by a newer longhaul; use that one, or delete it: that costs"
                    + " requests, no data",
                null);
        case FOREIGN ->
            throw new LedgerException(
                path + " is no ledger of longhaul; choose another place with --state", null);
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
        throw damaged(verdict, null);
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
    SQLiteErrorCode code =
        failed instanceof SQLiteException known
            ? known.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    return switch (code.code & 0xFF) {
      case 11, 26 -> damaged(failed.getMessage(), failed);
      case 13 -> full(failed);
      // A file beside the ledger that cannot grow is reported as no more than a failed operation.
      case 10, 14 -> hasRoom() ? unusable(failed) : full(failed);
      default -> unusable(failed);
    };
  }

  private LedgerException full(SQLException failed) {
    return LedgerException.full(
        "the disk of the ledger " + path + " is full; make room, and it goes on", failed);
  }

  private boolean hasRoom() {
    try {
      return Files.getFileStore(path.toAbsolutePath()).getUsableSpace() > LITTLE_BYTES;
    } catch (IOException unknown) {
      return true;
    }
  }

  private LedgerException unusable(SQLException failed) {
    return new LedgerException(
        "the ledger "
            + path
            + " cannot be used: "
            + failed.getMessage()
            + "; look at the disk and the permissions, then run longhaul ledger check "
            + path,
        failed);
  }

  private LedgerException damaged(@Nullable String how, @Nullable SQLException cause) {
    return new LedgerException(
        "the ledger "
            + path
            + " is damaged ("
            + how
            + "); run longhaul ledger rebuild "
            + path
            + ", which keeps what can still be read",
        cause);
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
    try {
      channel.close();
    } catch (IOException failed) {
      throw new LedgerException("the lock of the ledger " + path + " cannot be let go", failed);
    }
  }
}
