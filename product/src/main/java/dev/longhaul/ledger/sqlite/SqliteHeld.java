package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hints that are held: rows of the same table that are never due.
final class SqliteHeld implements Ledger.Held {
  private static final String LAST = "SELECT max(generation) FROM hint WHERE due IS NULL";
  private static final String COUNT =
      "SELECT count(*) FROM hint WHERE due IS NULL AND generation <= ?";
  private static final String RELEASE =
      "UPDATE hint SET due = ?, cause = 'RELEASE' WHERE due IS NULL AND generation <= ?";
  private static final String LIST =
      "SELECT key FROM hint WHERE due IS NULL AND key > ? ORDER BY key LIMIT ?";

  private final Database database;
  private final SqliteHints hints;

  SqliteHeld(Database database, SqliteHints hints) {
    this.database = database;
    this.hints = hints;
  }

  @Override
  public long last() {
    database.settle();
    return number(new Change(LAST, _ -> {}));
  }

  @Override
  public long release(long upTo, Instant due) {
    database.settle();
    long held = number(new Change(COUNT, bind -> bind.setLong(1, upTo)));
    if (held > 0) {
      database.now(
          new Change(
              RELEASE,
              bind -> {
                bind.setLong(1, due.toEpochMilli());
                bind.setLong(2, upTo);
              }));
    }
    return held;
  }

  /// No row is the number 0.
  private long number(Change query) {
    return database.all(query, row -> row.getLong(1)).stream().findFirst().orElse(0L);
  }

  @Override
  public List<ObjectKey> list(@Nullable ObjectKey after, int most) {
    database.settle();
    return database.all(
        new Change(
            LIST,
            bind -> {
              bind.setBytes(1, after == null ? new byte[0] : after.toBytes());
              bind.setInt(2, most);
            }),
        row -> ObjectKey.ofBytes(row.getBytes(1)));
  }

  @Override
  public Optional<PendingHint> find(ObjectKey key) {
    return hints.find(key);
  }
}
