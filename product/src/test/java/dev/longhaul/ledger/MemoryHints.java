package dev.longhaul.ledger;

import dev.longhaul.hint.Hint;
import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Hints in memory, waiting and held.
final class MemoryHints implements Ledger.Hints, Ledger.Held {
  private final SortedMap<ObjectKey, Row> rows = new TreeMap<>();
  private long generations;

  /// @param due `null` when it is held
  private record Row(PendingHint hint, Instant latest, @Nullable Instant due) {
    Row at(@Nullable Instant other, int tries) {
      PendingHint tried =
          new PendingHint(hint.key(), hint.generation(), hint.cause(), hint.at(), tries);
      return new Row(tried, latest, other);
    }
  }

  @Override
  public synchronized void add(List<Hint> hints, Instant due) {
    for (Hint hint : hints) {
      Row old = rows.get(hint.key());
      Instant at = old == null ? hint.at() : earlier(old.hint().at(), hint.at());
      Instant latest = old == null ? hint.at() : later(old.latest(), hint.at());
      rows.put(
          hint.key(),
          new Row(new PendingHint(hint.key(), ++generations, hint.cause(), at, 0), latest, due));
    }
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
              new PendingHint(key, now.generation(), now.cause(), row.latest(), now.tries()),
              row.latest(),
              row.due());
        });
  }

  @Override
  public synchronized void postpone(PendingHint hint, Instant due) {
    if (isLatest(hint)) {
      rows.computeIfPresent(hint.key(), (_, row) -> row.at(due, hint.tries()));
    }
  }

  @Override
  public synchronized void hold(PendingHint hint) {
    if (isLatest(hint)) {
      rows.computeIfPresent(hint.key(), (_, row) -> row.at(null, hint.tries()));
    }
  }

  @Override
  public synchronized Ledger.Backlog backlog() {
    long held = rows.values().stream().filter(row -> row.due() == null).count();
    Instant oldest =
        rows.values().stream()
            .filter(row -> row.due() != null)
            .map(row -> row.hint().at())
            .min(Comparator.naturalOrder())
            .orElse(null);
    return new Ledger.Backlog(rows.size() - held, held, oldest);
  }

  @Override
  public synchronized long overdue(Instant before) {
    return rows.values().stream()
        .filter(row -> row.due() != null && row.hint().cause() == Hint.Cause.EVENT)
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
  public synchronized long release(Instant due) {
    long held = backlog().held();
    rows.replaceAll((_, row) -> row.due() == null ? row.at(due, row.hint().tries()) : row);
    return held;
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
