package dev.longhaul.console;

import dev.longhaul.replicate.LagHistogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// The histogram of lags for Prometheus. Micrometer has none that outlives a process and brings its
/// buckets along.
final class LagCollector implements Collector {
  private final Supplier<ProcessReport> report;

  /// @param report what the scrape tells
  LagCollector(Supplier<ProcessReport> report) {
    this.report = report;
  }

  @Override
  public MetricSnapshot collect() {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder()
            .name("longhaul_route_lag_seconds")
            .help("Time from an event to the proof that its key is equal.");
    for (RouteReport route : report.get().routes()) {
      LagHistogram lag = route.status().history().totals().lag();
      histogram.dataPoint(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .labels(Labels.of("route", route.name()))
              .classicHistogramBuckets(buckets(lag))
              .sum(seconds(lag.sum()))
              .build());
    }
    return histogram.build();
  }

  private static ClassicHistogramBuckets buckets(LagHistogram lag) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    List<Long> within = lag.within();
    long before = 0;
    for (int index = 0; index < within.size(); index++) {
      buckets.bucket(seconds(LagHistogram.BOUNDS.get(index)), within.get(index) - before);
      before = within.get(index);
    }
    return buckets.bucket(Double.POSITIVE_INFINITY, lag.count() - before).build();
  }

  private static double seconds(Duration span) {
    return span.toMillis() / 1000.0;
  }
}
