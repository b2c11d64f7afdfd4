package dev.longhaul.ledger.sqlite;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.object.ObjectKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Pending hints. Adding waits for the disk; what ends a hint is written lazily, and remembered
/// here until it is on disk.
final class SqliteHints implements Ledger.Hints {
  private static final String ADD =
      """
      INSERT INTO hint(key, generation, cause, at, latest, due, tries, absent)
      VALUES(?1, ?2, ?3, ?4, ?4, ?5, 0, ?6)
      ON CONFLICT(key) DO UPDATE SET
        generation = excluded.generation,
        cause = excluded.cause,
        at = CASE WHEN absent IS NULL THEN min(at, excluded.at) ELSE excluded.at END,
        latest = CASE WHEN absent IS NULL THEN max(latest, excluded.latest)
          ELSE excluded.latest END,
        due = coalesce(min(due, excluded.due), excluded.due),
        tries = 0,
        absent = CASE WHEN excluded.cause = 'EVENT' AND excluded.at > absent THEN NULL
          ELSE absent END\
      """;
  private static final String DUE =
      "SELECT key, generation, cause, at, tries, absent FROM hint WHERE due <= ?"
          + " ORDER BY due, generation LIMIT ?";
  private static final String FIND =
      "SELECT key, generation, cause, at, tries, absent FROM hint WHERE key = ?";
  private static final String RENEWED = "UPDATE hint SET at = latest WHERE key = ?";
  private static final String SETTLE = "DELETE FROM hint WHERE key = ? AND generation = ?";
  private static final String POSTPONE =
      "UPDATE hint SET due = ?, tries = ?, absent = ? WHERE key = ? AND generation = ?";
  private static final String HOLD =
      "UPDATE hint SET due = NULL, tries = ?, absent = ?, generation = ?"
          + " WHERE key = ? AND generation = ?";
  private static final String BACKLOG = "SELECT pending, held, waiting FROM backlog";
  private static final String OLDEST =
      "SELECT min(at) FROM hint WHERE due IS NOT NULL AND absent IS NULL";
  private static final String OVERDUE =
      "SELECT count(*) FROM hint WHERE due IS NOT NULL AND absent IS NULL AND cause = 'EVENT'"
          + " AND at < ?";
  private static final String NEXT = "SELECT min(due) FROM hint WHERE due > ?";
  private static final String LAST = "SELECT max(generation) FROM hint";

  /// How often the oldest event is looked for: that takes a walk over all hints, so the pause after
  /// it is so many times as long as the walk.
  private static final long PAUSES = 100;

  private static final long OLDEST_NANOS_LEAST = 1_000_000_000L;
  private static final long OLDEST_NANOS_MOST = 50_000_000_000L;

  /// How long after now a postponed hint is due at the earliest while it is not on disk.
  private static final Duration SOON = Duration.ofMillis(20);

  private final Database database;
  private final AtomicLong generations = new AtomicLong(-1);

  /// Hints that were ended and may still be on disk as they were. At most as many as the writer has
  /// queued.
  private final Map<ObjectKey, Ended> ended = new ConcurrentHashMap<>();

  private volatile @Nullable Oldest oldest;
  private volatile @Nullable Overdue overdue;

  SqliteHints(Database database) {
    this.database = database;
  }

  /// An end that is not on disk yet.
  ///
  /// @param due when the hint comes back, `null` when it does not
  /// @param left what is left of it, `null` when nothing is
  private record Ended(long generation, @Nullable Instant due, @Nullable PendingHint left) {
    /// What a row that was read will be.
    @Nullable PendingHint after(PendingHint row) {
      return row.generation() == generation ? left : row;
    }
  }

  /// When the oldest event was, and until when that is believed.
  private record Oldest(Instant at, long until) {}

  /// How many events were overdue, and until when that is believed.
  private record Overdue(long count, long until) {}

  @Override
  public void add(List<Hint> hints, Instant due) {
    List<Change> changes = new ArrayList<>(hints.size());
    for (Hint hint : hints) {
      long generation = nextGeneration();
      changes.add(
          new Change(
              ADD,
              bind -> {
                bind.setBytes(1, hint.key().toBytes());
                bind.setLong(2, generation);
                bind.setString(3, hint.cause().name());
                bind.setLong(4, hint.at().toEpochMilli());
                bind.setLong(5, due.toEpochMilli());
                bind.setObject(6, millis(hint.absentSince()));
              }));
    }
    database.now(changes);
  }

  /// Later than every generation on disk, also those of earlier processes.
  private synchronized long nextGeneration() {
    if (generations.get() < 0) {
      generations.set(first(new Change(LAST, _ -> {})).orElse(0L));
    }
    return generations.incrementAndGet();
  }

  private static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : at.toEpochMilli();
  }

  private Optional<Long> first(Change query) {
    return database
        .all(
            query,
            row -> {
              long value = row.getLong(1);
              return row.wasNull() ? Optional.<Long>empty() : Optional.of(value);
            })
        .stream()
        .findFirst()
        .flatMap(value -> value);
  }

  @Override
  public List<PendingHint> due(Instant now, int most) {
    // What is written while the rows are read is remembered from before.
    Map<ObjectKey, Ended> stale = Map.copyOf(ended);
    List<PendingHint> rows =
        database.all(
            new Change(
                DUE,
                bind -> {
                  bind.setLong(1, now.toEpochMilli());
                  bind.setInt(2, most + stale.size());
                }),
            SqliteHints::read);
    return rows.stream().filter(hint -> !isEnded(hint, stale.get(hint.key()))).limit(most).toList();
  }

  Optional<PendingHint> find(ObjectKey key) {
    Ended stale = ended.get(key);
    return database
        .all(new Change(FIND, bind -> bind.setBytes(1, key.toBytes())), SqliteHints::read)
        .stream()
        .map(hint -> stale == null ? hint : stale.after(hint))
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  private static boolean isEnded(PendingHint hint, @Nullable Ended end) {
    return end != null && end.generation() == hint.generation();
  }

  private static PendingHint read(ResultSet row) throws SQLException {
    long absent = row.getLong(6);
    Instant since = row.wasNull() ? null : Instant.ofEpochMilli(absent);
    return new PendingHint(
        ObjectKey.ofBytes(row.getBytes(1)),
        row.getLong(2),
        Hint.Cause.valueOf(row.getString(3)),
        Instant.ofEpochMilli(row.getLong(4)),
        row.getInt(5),
        since);
  }

  @Override
  public void settle(PendingHint hint) {
    Change renewed = new Change(RENEWED, bind -> bind.setBytes(1, hint.key().toBytes()));
    Change settle =
        new Change(
            SETTLE,
            bind -> {
              bind.setBytes(1, hint.key().toBytes());
              bind.setLong(2, hint.generation());
            });
    end(new Ended(hint.generation(), null, null), hint, settle.orElse(renewed));
  }

  @Override
  public void postpone(PendingHint hint, Instant due) {
    end(new Ended(hint.generation(), due, hint), hint, postponed(hint, due.toEpochMilli()));
  }

  @Override
  public void hold(PendingHint hint) {
    Change held =
        new Change(
            HOLD,
            bind -> {
              bind.setInt(1, hint.tries());
              bind.setObject(2, millis(hint.absentSince()));
              // Numbered as it is written: one that is held later never has a lower number.
              bind.setLong(3, nextGeneration());
              bind.setBytes(4, hint.key().toBytes());
              bind.setLong(5, hint.generation());
            });
    end(new Ended(hint.generation(), null, hint), hint, held);
  }

  private static Change postponed(PendingHint hint, long due) {
    return new Change(
        POSTPONE,
        bind -> {
          bind.setLong(1, due);
          bind.setInt(2, hint.tries());
          bind.setObject(3, millis(hint.absentSince()));
          bind.setBytes(4, hint.key().toBytes());
          bind.setLong(5, hint.generation());
        });
  }

  private void end(Ended end, PendingHint hint, Change change) {
    ended.put(hint.key(), end);
    database.later(change, () -> ended.remove(hint.key(), end));
  }

  @Override
  public Ledger.Backlog backlog() {
    List<Ledger.Backlog> known =
        database.all(
            new Change(BACKLOG, _ -> {}),
            row -> new Ledger.Backlog(row.getLong(1), row.getLong(2), row.getLong(3), null));
    Ledger.Backlog counts = known.isEmpty() ? new Ledger.Backlog(0, 0, 0, null) : known.getFirst();
    return counts.pending() == 0
        ? counts
        : new Ledger.Backlog(counts.pending(), counts.held(), counts.waiting(), oldest());
  }

  private @Nullable Instant oldest() {
    Oldest known = oldest;
    long begun = System.nanoTime();
    if (known != null && begun - known.until() < 0) {
      return known.at();
    }
    Instant at = first(new Change(OLDEST, _ -> {})).map(Instant::ofEpochMilli).orElse(null);
    oldest = at == null ? null : new Oldest(at, nextWalk(begun));
    return at;
  }

  /// When all hints may be walked over again after a walk that began then and ends now.
  private static long nextWalk(long begun) {
    long ended = System.nanoTime();
    return ended + Math.clamp((ended - begun) * PAUSES, OLDEST_NANOS_LEAST, OLDEST_NANOS_MOST);
  }

  @Override
  public long overdue(Instant before) {
    Instant first = backlog().oldest();
    if (first == null || !first.isBefore(before)) {
      overdue = null;
      return 0;
    }
    Overdue known = overdue;
    long begun = System.nanoTime();
    if (known != null && begun - known.until() < 0) {
      return known.count();
    }
    long count =
        first(new Change(OVERDUE, bind -> bind.setLong(1, before.toEpochMilli()))).orElse(0L);
    overdue = new Overdue(count, nextWalk(begun));
    return count;
  }

  @Override
  public Optional<Instant> nextDue(Instant now) {
    // What is not on disk yet is seen once it is.
    Instant soon = now.plus(SOON);
    Optional<Instant> unwritten =
        ended.values().stream()
            .flatMap(end -> Stream.ofNullable(end.due()))
            .min(Comparator.naturalOrder())
            .map(due -> due.isBefore(soon) ? soon : due);
    Optional<Instant> written =
        first(new Change(NEXT, bind -> bind.setLong(1, now.toEpochMilli())))
            .map(Instant::ofEpochMilli);
    return Stream.concat(unwritten.stream(), written.stream()).min(Comparator.naturalOrder());
  }
}
