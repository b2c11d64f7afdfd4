package dev.longhaul.replicate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How long keys were behind, ever since the route's ledger was made: how many were proved within
/// each of a few fixed times.
///
/// @param within how many were proved within each of `BOUNDS`, each counting those before
/// @param count how many were proved at all
/// @param sum of all lags
public record LagHistogram(List<Long> within, long count, Duration sum) {
  /// The same for every route and for good, as those who compare old figures with new ones need it.
  public static final List<Duration> BOUNDS =
      Stream.of(
              100L,
              250L,
              500L,
              1_000L,
              2_500L,
              5_000L,
              10_000L,
              30_000L,
              60_000L,
              120_000L,
              300_000L,
              900_000L,
              3_600_000L,
              21_600_000L,
              86_400_000L)
          .map(Duration::ofMillis)
          .toList();

  public LagHistogram {
    within = List.copyOf(within);
    if (within.size() != BOUNDS.size()) {
      throw new IllegalArgumentException("a histogram has " + BOUNDS.size() + " buckets");
    }
  }

  /// @param buckets how many fell into each bucket and none before; one more than there are bounds
  static LagHistogram of(List<Long> buckets, long sumMillis) {
    List<Long> within = new ArrayList<>();
    long count = 0;
    for (int index = 0; index < BOUNDS.size(); index++) {
      count += buckets.get(index);
      within.add(count);
    }
    return new LagHistogram(
        within, count + buckets.get(BOUNDS.size()), Duration.ofMillis(sumMillis));
  }

  /// Which bucket a lag falls into.
  static int bucket(Duration lag) {
    int index = 0;
    while (index < BOUNDS.size() && lag.compareTo(BOUNDS.get(index)) > 0) {
      index++;
    }
    return index;
  }
}
