package dev.longhaul.ledger.sqlite;

import java.util.concurrent.atomic.AtomicLong;

/// Whether a table has no row, asked of the file only when that may have changed. The file is ours
/// alone, so what was empty stays so until a row is added. Thread-safe.
final class Emptiness {
  private final Database database;
  private final String any;

  /// Rises before and after a row is added.
  private final AtomicLong additions = new AtomicLong();

  /// What `additions` was when no row was found.
  private final AtomicLong emptyAt = new AtomicLong(-1);

  /// @param table its name
  Emptiness(Database database, String table) {
    this.database = database;
    this.any = "SELECT 1 FROM " + table + " LIMIT 1";
  }

  /// Adds a row.
  void adding(Runnable addition) {
    additions.incrementAndGet();
    addition.run();
    additions.incrementAndGet();
  }

  boolean holds() {
    long seen = additions.get();
    if (emptyAt.get() == seen) {
      return true;
    }
    boolean empty = database.all(new Change(any, _ -> {}), row -> true).isEmpty();
    if (empty) {
      emptyAt.set(seen);
    }
    return empty;
  }
}
