package dev.longhaul.replicate;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/// How long keys were behind: from the event's own time to the proof. Keeps the last five to ten
/// minutes in buckets that are at most 1/16 wide. Thread-safe, and of constant size.
public final class Lag {
  private static final int STEPS = 16;
  private static final int BUCKETS = STEPS * 44;
  private static final long TURN_NANOS = Duration.ofMinutes(5).toNanos();

  private final AtomicReference<Halves> halves;

  /// @param since when the newer half began, by the monotonic timer
  private record Halves(AtomicLongArray older, AtomicLongArray newer, long since) {}

  public Lag(long nanos) {
    halves =
        new AtomicReference<>(
            new Halves(new AtomicLongArray(BUCKETS), new AtomicLongArray(BUCKETS), nanos));
  }

  /// One key was proved.
  ///
  /// @param lag negative ones, by clocks that disagree, count as none
  /// @param nanos the monotonic timer now
  public void add(Duration lag, long nanos) {
    turned(nanos).newer.incrementAndGet(bucket(Math.max(0, lag.toMillis())));
  }

  private Halves turned(long nanos) {
    Halves now = halves.get();
    if (nanos - now.since < TURN_NANOS) {
      return now;
    }
    boolean recent = nanos - now.since < 2 * TURN_NANOS;
    AtomicLongArray older = recent ? now.newer : new AtomicLongArray(BUCKETS);
    halves.compareAndSet(now, new Halves(older, new AtomicLongArray(BUCKETS), nanos));
    return halves.get();
  }

  /// What was seen lately.
  ///
  /// @param nanos the monotonic timer now
  public Figures figures(long nanos) {
    Halves now = turned(nanos);
    long[] counts = new long[BUCKETS];
    long all = 0;
    int last = 0;
    for (int index = 0; index < BUCKETS; index++) {
      counts[index] = now.older.get(index) + now.newer.get(index);
      all += counts[index];
      last = counts[index] > 0 ? index : last;
    }
    return new Figures(
        all, quantile(counts, all, 0.5), quantile(counts, all, 0.99), upper(last, all));
  }

  /// Quantiles are upper bounds of the buckets they fall into.
  ///
  /// @param count keys proved
  public record Figures(long count, Duration p50, Duration p99, Duration most) {}

  private static Duration quantile(long[] counts, long all, double share) {
    long left = (long) Math.ceil(all * share);
    for (int index = 0; index < BUCKETS; index++) {
      left -= counts[index];
      if (left <= 0) {
        return upper(index, all);
      }
    }
    return Duration.ZERO;
  }

  /// Below 16 ms every millisecond has its bucket; above, every power of two has sixteen.
  private static int bucket(long millis) {
    if (millis < STEPS) {
      return (int) millis;
    }
    int power = 63 - Long.numberOfLeadingZeros(millis);
    int index = (power - 3) * STEPS + (int) ((millis >>> (power - 4)) - STEPS);
    return Math.min(index, BUCKETS - 1);
  }

  private static Duration upper(int index, long all) {
    if (all == 0) {
      return Duration.ZERO;
    }
    if (index < STEPS) {
      return Duration.ofMillis(index);
    }
    int power = index / STEPS + 3;
    long step = (long) index % STEPS + STEPS;
    return Duration.ofMillis(((step + 1) << (power - 4)) - 1);
  }
}
