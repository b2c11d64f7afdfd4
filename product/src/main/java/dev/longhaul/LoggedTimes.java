package dev.longhaul;

import dev.longhaul.effect.Clock;
import dev.longhaul.s3copy.worker.SyncTimes;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/// Metric `synctime` in the log, in the form that CloudWatch makes metrics of: a function that has
/// answered is halted, and would send what waits who knows when.
record LoggedTimes(PrintStream out, Clock clock) implements SyncTimes {
  @Override
  public void put(String bucket, Duration time) {
    out.println(
        new MetricLine(NAMESPACE, Map.of(DIMENSION, bucket))
            .of(NAME, "Seconds", time.toNanos() / 1e9, clock.now()));
  }

  @Override
  public void close() {}
}
