package dev.longhaul.console;

import dev.longhaul.effect.Clock;
import dev.longhaul.replicate.Replication;
import dev.longhaul.replicate.RouteCounts;
import dev.longhaul.replicate.RouteStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Says how the process fares, with rates. Thread-safe.
///
/// Throws `LedgerException` when a ledger cannot be read.
final class Reporter {
  private final Console.Parts parts;
  private final Clock clock;
  private final Instant started;
  private final RateSamples samples = new RateSamples();

  Reporter(Console.Parts parts, Clock clock) {
    this.parts = parts;
    this.clock = clock;
    this.started = clock.now();
  }

  /// At this moment.
  ProcessReport report() {
    long nanos = clock.nanos();
    List<RouteReport> routes = new ArrayList<>();
    for (Replication replication : parts.routes()) {
      RouteStatus status = replication.status();
      Rates rates = samples.rates(status.route(), nanos, status.counts());
      routes.add(new RouteReport(status, rates));
    }
    return new ProcessReport(
        parts.version(),
        started,
        clock.now(),
        routes,
        parts.intakes().get(),
        parts.messages().count());
  }

  /// Takes samples until the caller is cancelled.
  void sample() {
    while (true) {
      Map<String, RouteCounts> counts = new TreeMap<>();
      parts.routes().forEach(route -> counts.put(route.name(), route.counts()));
      samples.add(clock.nanos(), counts);
      clock.sleep(RateSamples.EVERY);
    }
  }
}
