package dev.longhaul.replicate;

import dev.longhaul.reconcile.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What became of a route's keys since the process began, and before that. Thread-safe.
final class Tally {
  /// The fact under which the totals are kept.
  static final String FACT = "totals";

  private static final int BUCKETS = LagHistogram.BOUNDS.size() + 1;

  private final Map<Name, LongAdder> now = new EnumMap<>(Name.class);
  private final List<LongAdder> lags = Stream.generate(LongAdder::new).limit(BUCKETS).toList();
  private final LongAdder lagMillis = new LongAdder();
  private final Numbers before;

  /// What is counted.
  private enum Name {
    HINTS,
    EQUAL,
    COPIED,
    BYTES,
    UPDATED,
    DELETED,
    KEPT,
    PARKED,
    HELD,
    RETRIED,
    OVERFLOWED
  }

  /// Counts at one moment.
  private record Numbers(Map<Name, Long> counts, List<Long> lags, long lagMillis) {
    long of(Name name) {
      return counts.getOrDefault(name, 0L);
    }

    Numbers plus(Numbers other) {
      Map<Name, Long> sums = new EnumMap<>(counts);
      other.counts.forEach((name, count) -> sums.merge(name, count, Long::sum));
      List<Long> lagSums =
          IntStream.range(0, BUCKETS)
              .mapToObj(index -> lags.get(index) + other.lags.get(index))
              .toList();
      return new Numbers(sums, lagSums, lagMillis + other.lagMillis);
    }
  }

  /// @param line what `line` wrote in an earlier process, empty for nothing; what is no number
  ///   there counts as none
  Tally(String line) {
    for (Name name : Name.values()) {
      now.put(name, new LongAdder());
    }
    this.before = read(line);
  }

  private static Numbers read(String line) {
    Map<String, Long> found = new TreeMap<>();
    for (String word : line.split(" ", -1)) {
      if (word.matches("[a-z0-9-]+=\\d{1,18}")) {
        int equals = word.indexOf('=');
        found.put(word.substring(0, equals), Long.parseLong(word.substring(equals + 1)));
      }
    }
    Map<Name, Long> counts = new EnumMap<>(Name.class);
    for (Name name : Name.values()) {
      counts.put(name, found.getOrDefault(word(name), 0L));
    }
    List<Long> lags =
        IntStream.range(0, BUCKETS).mapToObj(index -> found.getOrDefault(word(index), 0L)).toList();
    return new Numbers(counts, lags, found.getOrDefault("lag-millis", 0L));
  }

  /// Everything counted so far, as one line.
  String line() {
    Numbers all = since().plus(before);
    StringBuilder line = new StringBuilder();
    for (Name name : Name.values()) {
      line.append(word(name)).append('=').append(all.of(name)).append(' ');
    }
    for (int index = 0; index < BUCKETS; index++) {
      line.append(word(index)).append('=').append(all.lags.get(index)).append(' ');
    }
    return line.append("lag-millis=").append(all.lagMillis).toString();
  }

  private static String word(Name name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  /// Named by its bound, so that other bounds one day do not take these for theirs.
  private static String word(int bucket) {
    return bucket < BUCKETS - 1 ? "lag-" + LagHistogram.BOUNDS.get(bucket).toMillis() : "lag-more";
  }

  void hinted(int count) {
    add(Name.HINTS, count);
  }

  void overflowed(int count) {
    add(Name.OVERFLOWED, count);
  }

  void lagged(Duration lag) {
    lags.get(LagHistogram.bucket(lag)).increment();
    lagMillis.add(Math.max(0, lag.toMillis()));
  }

  void add(Outcome outcome) {
    switch (outcome) {
      case Outcome.Equal _ -> add(Name.EQUAL, 1);
      case Outcome.Copied(var _, long carried, var _) -> {
        add(Name.COPIED, 1);
        add(Name.BYTES, carried);
      }
      case Outcome.Updated _ -> add(Name.UPDATED, 1);
      case Outcome.Deleted _ -> add(Name.DELETED, 1);
      case Outcome.Kept _ -> add(Name.KEPT, 1);
      case Outcome.Parked _ -> add(Name.PARKED, 1);
      case Outcome.DeleteHeld _ -> add(Name.HELD, 1);
      case Outcome.Unfinished _ -> add(Name.RETRIED, 1);
      case Outcome.DeleteWaits _, Outcome.HandedOver _, Outcome.Planned _ -> {}
    }
  }

  private void add(Name name, long count) {
    Objects.requireNonNull(now.get(name)).add(count);
  }

  /// Since the process began.
  RouteCounts counts() {
    return counts(since());
  }

  /// Since the route's ledger was made, by what a line says.
  static RouteTotals totals(String line) {
    Numbers read = read(line);
    return new RouteTotals(counts(read), LagHistogram.of(read.lags, read.lagMillis));
  }

  private Numbers since() {
    Map<Name, Long> counts = new EnumMap<>(Name.class);
    now.forEach((name, count) -> counts.put(name, count.sum()));
    return new Numbers(counts, lags.stream().map(LongAdder::sum).toList(), lagMillis.sum());
  }

  private static RouteCounts counts(Numbers numbers) {
    return new RouteCounts(
        numbers.of(Name.HINTS),
        new RouteCounts.Proved(
            numbers.of(Name.EQUAL),
            numbers.of(Name.COPIED),
            numbers.of(Name.BYTES),
            numbers.of(Name.UPDATED),
            numbers.of(Name.DELETED)),
        numbers.of(Name.KEPT),
        numbers.of(Name.PARKED),
        numbers.of(Name.HELD),
        numbers.of(Name.RETRIED),
        numbers.of(Name.OVERFLOWED));
  }
}
