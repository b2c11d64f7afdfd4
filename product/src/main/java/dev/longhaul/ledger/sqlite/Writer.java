package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The one thread that writes. Changes that nobody waits for gather for a few milliseconds; one
/// that somebody waits for is committed at once, with all that came before it (decision 16).
final class Writer implements AutoCloseable {
  /// Changes of one commit.
  static final int MAX_BATCH = 500;

  /// Changes that wait for the thread; then those who make more wait as well.
  static final int MAX_QUEUED = 10_000;

  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /// Pages that are written ahead before they go to their places, 16 MiB. Moving them costs two
  /// more syncs and a write all over the file; each page that changed often goes once.
  private static final int PAGES_AHEAD = 4_000;

  /// How long changes that found the disk full wait for their next try.
  private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final LedgerFile file;
  private final Connection connection;
  private final Thread thread;
  private volatile @Nullable LedgerException broken;

  /// Changes that nobody waits for and that found the disk full, in order. Only the thread's own.
  private List<Entry> kept = new ArrayList<>();

  /// What whoever waits is told while changes are kept.
  private volatile @Nullable LedgerException full;

  private volatile boolean closing;

  Writer(LedgerFile file) throws SQLException {
    this.file = file;
    this.connection = file.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = " + PAGES_AHEAD);
    }
    connection.setAutoCommit(false);
    this.thread = Thread.ofPlatform().daemon().name("ledger writer").unstarted(this::run);
    thread.start();
  }

  /// What the thread gets: changes, what to do once they are on disk, and who waits for that.
  private record Entry(
      List<Change> changes,
      Runnable committed,
      @Nullable CompletableFuture<Boolean> waiter,
      boolean last) {}

  /// Hands changes over without waiting for the disk; all of them are made, or none.
  void later(List<Change> changes, Runnable committed) {
    put(new Entry(changes, committed, null, false));
  }

  /// Returns when these changes, all of them or none, and everything before is on disk.
  void now(List<Change> changes) {
    await(changes, false);
  }

  private void await(List<Change> changes, boolean last) {
    CompletableFuture<Boolean> waiter = new CompletableFuture<>();
    put(new Entry(changes, () -> {}, waiter, last));
    try {
      waiter.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof LedgerException reason
          ? new LedgerException(String.valueOf(reason.getMessage()), reason)
          : failed;
    }
  }

  /// A commit takes milliseconds, so cancelled work still sees its changes through.
  private void put(Entry entry) {
    boolean interrupted = false;
    while (true) {
      throwIfBroken();
      try {
        if (queue.offer(entry, 1, TimeUnit.SECONDS)) {
          break;
        }
        throwIfFull(entry);
      } catch (InterruptedException cancelled) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (broken != null) {
      failAll(new ArrayList<>());
    }
  }

  private void throwIfBroken() {
    LedgerException reason = broken;
    if (reason != null) {
      throw new LedgerException(String.valueOf(reason.getMessage()), reason);
    }
  }

  /// Whoever waits for the disk does not wait for room on it.
  private void throwIfFull(Entry entry) {
    LedgerException reason = full;
    if (reason != null && entry.waiter() != null && !entry.last()) {
      throw new LedgerException(String.valueOf(reason.getMessage()), reason);
    }
  }

  private void run() {
    boolean last = false;
    while (!last && broken == null) {
      List<Entry> batch = new ArrayList<>();
      try {
        last = gather(batch);
        commit(batch);
        full = null;
        if (last) {
          broken = new LedgerException("the ledger is closed", null);
          failAll(new ArrayList<>());
        }
      } catch (SQLException failed) {
        LedgerException reason = file.failure(failed);
        if (!reason.isFull() || last || !keep(batch, reason)) {
          broken = reason;
          failAll(batch);
        }
      } catch (InterruptedException interrupted) {
        broken = new LedgerException("the thread that writes the ledger was interrupted", null);
        failAll(batch);
      }
    }
  }

  /// Undoes a commit that found the disk full. Who waits is told so; what nobody waits for is kept
  /// in its order, to be tried again before anything that comes later. Whether that worked.
  private boolean keep(List<Entry> batch, LedgerException reason) {
    try {
      // The driver is done with a statement that failed.
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
      statements.clear();
      undo();
    } catch (SQLException failed) {
      reason.addSuppressed(failed);
      return false;
    }
    List<Entry> again = new ArrayList<>();
    for (Entry entry : batch) {
      if (entry.waiter() == null) {
        again.add(entry);
      } else {
        entry.waiter().completeExceptionally(reason);
      }
    }
    kept = again;
    full = reason;
    return true;
  }

  /// Begins anew, with nothing changed.
  private void undo() throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException undone) {
      // SQLite undid it by itself; the driver believes that a transaction is under way still.
      try (Statement statement = connection.createStatement()) {
        statement.execute("begin");
      } catch (SQLException failed) {
        failed.addSuppressed(undone);
        throw failed;
      }
    }
  }

  /// What comes next; with changes kept, for a while only, and nothing while they are too many.
  private @Nullable Entry next() throws InterruptedException {
    if (kept.isEmpty()) {
      return queue.take();
    }
    if (kept.size() < MAX_QUEUED || closing) {
      return queue.poll(FULL_NANOS, TimeUnit.NANOSECONDS);
    }
    refuseWaiting();
    TimeUnit.NANOSECONDS.sleep(FULL_NANOS);
    return null;
  }

  private void refuseWaiting() {
    LedgerException reason = full;
    for (Entry entry : queue) {
      CompletableFuture<Boolean> waiter = entry.last() ? null : entry.waiter();
      if (waiter != null && reason != null && queue.remove(entry)) {
        waiter.completeExceptionally(reason);
      }
    }
  }

  /// Takes what has gathered; returns whether it is the end.
  private boolean gather(List<Entry> batch) throws InterruptedException {
    Entry entry = next();
    batch.addAll(kept);
    kept = new ArrayList<>();
    long end = System.nanoTime() + GATHER_NANOS;
    while (entry != null) {
      batch.add(entry);
      if (entry.last()) {
        return true;
      }
      if (entry.waiter() != null || batch.size() >= MAX_BATCH) {
        queue.drainTo(batch, Math.max(0, MAX_BATCH - batch.size()));
        return batch.stream().anyMatch(Entry::last);
      }
      entry = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    return false;
  }

  private void commit(List<Entry> batch) throws SQLException {
    for (Entry entry : batch) {
      for (Change change : entry.changes()) {
        make(change);
      }
    }
    connection.commit();
    for (Entry entry : batch) {
      entry.committed().run();
      if (entry.waiter() != null) {
        entry.waiter().complete(true);
      }
    }
  }

  private void make(Change change) throws SQLException {
    PreparedStatement statement = statement(change.sql());
    change.binding().bind(statement);
    Change otherwise = change.otherwise();
    if (statement.executeUpdate() == 0 && otherwise != null) {
      make(otherwise);
    }
  }

  private PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }

  private void failAll(List<Entry> batch) {
    LedgerException reason = broken;
    if (reason == null) {
      return;
    }
    queue.drainTo(batch);
    for (Entry entry : batch) {
      if (entry.waiter() != null) {
        entry.waiter().completeExceptionally(reason);
      }
    }
  }

  /// Writes what is on its way and ends.
  ///
  /// @throws LedgerException when that failed, now or before
  @Override
  public void close() {
    closing = true;
    try {
      await(List.of(), true);
    } finally {
      closeConnection();
    }
  }

  private void closeConnection() {
    try {
      thread.join();
      connection.close();
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
    } catch (SQLException failed) {
      throw file.failure(failed);
    }
  }
}
