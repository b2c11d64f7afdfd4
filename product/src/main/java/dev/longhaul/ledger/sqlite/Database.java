package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.LedgerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The file with its writer and its reader, opened when it is there, made when it is needed.
final class Database implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Path path;
  private final Schema schema;
  private final int pages;
  private volatile @Nullable Opened opened;
  private boolean closed;

  /// Opens the file if there is one; that it can be used is known from the beginning.
  ///
  /// @param pages of the file at most
  Database(Path path, Schema schema, int pages) {
    this.path = path;
    this.schema = schema;
    this.pages = pages;
    if (Files.exists(path)) {
      opened();
    }
  }

  /// A file in use.
  private record Opened(LedgerFile file, Writer writer, Reads reads) {}

  private Opened opened() {
    Opened known = opened;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      if (closed) {
        throw new LedgerException("the ledger " + path + " is closed", null);
      }
      Opened meanwhile = opened;
      Opened result = meanwhile == null ? open(path, schema, pages) : meanwhile;
      opened = result;
      return result;
    } finally {
      lock.unlock();
    }
  }

  private static Opened open(Path path, Schema schema, int pages) {
    LedgerFile file = LedgerFile.open(path, schema, pages);
    try {
      return new Opened(file, new Writer(file), new Reads(file));
    } catch (SQLException failed) {
      file.close();
      throw file.failure(failed);
    }
  }

  /// Rows of a query, none where there is no file.
  <T> List<T> all(Change query, Reads.Row<T> row) {
    Opened there = opened;
    return there == null ? List.of() : there.reads().all(query, row);
  }

  /// Waits until everything handed over before can be read.
  void settle() {
    Opened there = opened;
    if (there != null) {
      there.writer().now(List.of());
    }
  }

  /// Hands a change over without waiting for the disk.
  void later(Change change, Runnable committed) {
    later(List.of(change), committed);
  }

  /// Hands changes over without waiting for the disk; all of them are made, or none.
  void later(List<Change> changes, Runnable committed) {
    opened().writer().later(changes, committed);
  }

  /// Returns when the changes are on disk, all of them or none.
  void now(Change... changes) {
    now(List.of(changes));
  }

  /// Returns when the changes are on disk, all of them or none.
  void now(List<Change> changes) {
    opened().writer().now(changes);
  }

  /// Whether there is anything to change at all.
  boolean isThere() {
    return opened != null;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      Opened there = opened;
      closed = true;
      opened = null;
      if (there != null) {
        try (LedgerFile _ = there.file();
            Reads _ = there.reads()) {
          there.writer().close();
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
