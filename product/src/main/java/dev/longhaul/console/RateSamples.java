package dev.longhaul.console;

import dev.longhaul.replicate.RouteCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// What the routes' counts were within the last minute, which makes rates of them. Thread-safe.
final class RateSamples {
  /// How often one is taken.
  static final Duration EVERY = Duration.ofSeconds(5);

  private static final int MOST = 13;

  private final AtomicReference<List<Sample>> samples = new AtomicReference<>(List.of());

  private record Sample(long nanos, Map<String, RouteCounts> counts) {}

  /// @param nanos the monotonic timer now
  void add(long nanos, Map<String, RouteCounts> counts) {
    Sample sample = new Sample(nanos, new TreeMap<>(counts));
    samples.updateAndGet(before -> {
      List<Sample> after = new ArrayList<>(before);
      after.add(sample);
      return List.copyOf(after.subList(Math.max(0, after.size() - MOST), after.size()));
    });
  }

  /// How fast the route was since the oldest sample.
  Rates rates(String route, long nanos, RouteCounts now) {
    for (Sample sample : samples.get()) {
      RouteCounts then = sample.counts.get(route);
      double seconds = (nanos - sample.nanos) / 1e9;
      if (then != null && seconds >= 1) {
        return new Rates(
                (now.hints() - then.hints()) / seconds,
                (proved(now) - proved(then)) / seconds,
                (now.proved().bytes() - then.proved().bytes()) / seconds)
            .rounded();
      }
    }
    return Rates.NONE;
  }

  private static long proved(RouteCounts counts) {
    RouteCounts.Proved proved = counts.proved();
    return proved.equal() + proved.copied() + proved.updated() + proved.deleted();
  }
}
