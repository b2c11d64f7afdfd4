package dev.longhaul.ledger;

import dev.longhaul.hint.Hint;
import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Hints in memory, waiting and held.
final class MemoryHints implements Ledger.Hints, Ledger.Held {
  private final SortedMap<ObjectKey, Row> rows = new TreeMap<>();
  private long generations;

  /// @param due `null` when it is held
  private record Row(PendingHint hint, Instant latest, @Nullable Instant due) {
    Row at(@Nullable Instant other, PendingHint as) {
      PendingHint tried =
          new PendingHint(
              hint.key(), hint.generation(), hint.cause(), hint.at(), as.tries(), as.absentSince());
      return new Row(tried, latest, other);
    }

    Row as(long generation) {
      PendingHint renumbered =
          new PendingHint(
              hint.key(), generation, hint.cause(), hint.at(), hint.tries(), hint.absentSince());
      return new Row(renumbered, latest, due);
    }

    Row released(Instant now) {
      PendingHint wanted =
          new PendingHint(
              hint.key(),
              hint.generation(),
              Hint.Cause.RELEASE,
              hint.at(),
              hint.tries(),
              hint.absentSince());
      return new Row(wanted, latest, now);
    }

    boolean isHeld() {
      return due == null;
    }

    boolean isWaiting() {
      return due != null && hint.absentSince() != null;
    }

    boolean isPending() {
      return due != null && hint.absentSince() == null;
    }

    /// Of an absence that waits nothing is behind, and a younger event may be a new object.
    Row with(Hint newer, long generation, Instant asked) {
      Instant absent = hint.absentSince();
      boolean behind = absent == null;
      boolean younger =
          absent != null && newer.cause() == Hint.Cause.EVENT && newer.at().isAfter(absent);
      PendingHint renewed =
          new PendingHint(
              hint.key(),
              generation,
              newer.cause(),
              behind ? earlier(hint.at(), newer.at()) : newer.at(),
              0,
              younger ? null : absent);
      Instant last = behind ? later(latest, newer.at()) : newer.at();
      return new Row(renewed, last, due == null ? asked : earlier(due, asked));
    }
  }

  @Override
  public synchronized void add(List<Hint> hints, Instant due) {
    for (Hint hint : hints) {
      Row old = rows.get(hint.key());
      rows.put(hint.key(), old == null ? first(hint, due) : old.with(hint, ++generations, due));
    }
  }

  private Row first(Hint hint, Instant due) {
    PendingHint pending =
        new PendingHint(hint.key(), ++generations, hint.cause(), hint.at(), 0, hint.absentSince());
    return new Row(pending, hint.at(), due);
  }

  @Override
  public synchronized Optional<PendingHint> find(ObjectKey key) {
    return Optional.ofNullable(rows.get(key)).map(Row::hint);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  @Override
  public synchronized List<PendingHint> due(Instant now, int most) {
    return rows.values().stream()
        .filter(row -> row.due() != null && !row.due().isAfter(now))
        .sorted(
            Comparator.comparing((Row row) -> row.due() == null ? now : row.due())
                .thenComparingLong(row -> row.hint().generation()))
        .limit(most)
        .map(Row::hint)
        .toList();
  }

  private boolean isLatest(PendingHint hint) {
    Row row = rows.get(hint.key());
    return row != null && row.hint().generation() == hint.generation();
  }

  @Override
  public synchronized void settle(PendingHint hint) {
    if (isLatest(hint)) {
      rows.remove(hint.key());
      return;
    }
    rows.computeIfPresent(
        hint.key(),
        (key, row) -> {
          PendingHint now = row.hint();
          return new Row(
              new PendingHint(
                  key, now.generation(), now.cause(), row.latest(), now.tries(), now.absentSince()),
              row.latest(),
              row.due());
        });
  }

  @Override
  public synchronized void postpone(PendingHint hint, Instant due) {
    if (isLatest(hint)) {
      rows.computeIfPresent(hint.key(), (_, row) -> row.at(due, hint));
    }
  }

  @Override
  public synchronized void hold(PendingHint hint) {
    if (isLatest(hint)) {
      rows.computeIfPresent(hint.key(), (_, row) -> row.at(null, hint).as(++generations));
    }
  }

  @Override
  public synchronized Ledger.Backlog backlog() {
    Instant oldest =
        rows.values().stream()
            .filter(Row::isPending)
            .map(row -> row.hint().at())
            .min(Comparator.naturalOrder())
            .orElse(null);
    return new Ledger.Backlog(
        count(Row::isPending), count(Row::isHeld), count(Row::isWaiting), oldest);
  }

  private long count(Predicate<Row> which) {
    return rows.values().stream().filter(which).count();
  }

  @Override
  public synchronized long overdue(Instant before) {
    return rows.values().stream()
        .filter(row -> row.isPending() && row.hint().cause() == Hint.Cause.EVENT)
        .filter(row -> row.hint().at().isBefore(before))
        .count();
  }

  @Override
  public synchronized Optional<Instant> nextDue(Instant now) {
    return rows.values().stream()
        .flatMap(row -> Optional.ofNullable(row.due()).stream())
        .filter(due -> due.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  @Override
  public synchronized long last() {
    return rows.values().stream()
        .filter(Row::isHeld)
        .mapToLong(row -> row.hint().generation())
        .max()
        .orElse(0);
  }

  @Override
  public synchronized long release(long upTo, Instant due) {
    List<Row> released =
        rows.values().stream()
            .filter(row -> row.isHeld() && row.hint().generation() <= upTo)
            .toList();
    released.forEach(row -> rows.put(row.hint().key(), row.released(due)));
    return released.size();
  }

  @Override
  public synchronized List<ObjectKey> list(@Nullable ObjectKey after, int most) {
    return rows.entrySet().stream()
        .filter(entry -> entry.getValue().due() == null)
        .map(entry -> entry.getKey())
        .filter(key -> after == null || key.compareTo(after) > 0)
        .limit(most)
        .toList();
  }
}
