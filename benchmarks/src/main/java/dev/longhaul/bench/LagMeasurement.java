package dev.longhaul.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/// What following at one rate cost.
///
/// @param rate events a second
/// @param lags microseconds from each event to its object in the sink, in order of size
/// @param source requests by kind, as the source counted them
/// @param destination requests by kind, as the sink counted them
record LagMeasurement(
    int rate,
    long[] lags,
    Cost cost,
    SortedMap<String, Long> source,
    SortedMap<String, Long> destination) {

  static final String HEADER =
      "| events/s | lag p50 ms | p99 ms | max ms | CPU per event | CPU of one core | peak RSS MiB"
          + " | requests to the source, per event | to the destination |\n"
          + "|---|---|---|---|---|---|---|---|---|";

  /// What it took of the machine.
  ///
  /// @param wallSeconds from the first event to the last object
  /// @param cpuSeconds of the process meanwhile, user and system
  record Cost(double wallSeconds, double cpuSeconds, long peakMib) {}

  /// @param due when each event happened
  /// @param arrivals when each object was written, by its number
  /// @param from the number of the first event's object
  static long[] sortedLags(long[] due, long[] arrivals, int from) {
    long[] lags = new long[due.length];
    for (int index = 0; index < due.length; index++) {
      lags[index] = arrivals[from + index] - due[index];
    }
    Arrays.sort(lags);
    return lags;
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %,d | %.1f | %.1f | %.1f | %.2f ms | %.0f %% | %d | %s | %s |",
        rate,
        share(0.5),
        share(0.99),
        share(1),
        cost.cpuSeconds / lags.length * 1e3,
        cost.cpuSeconds / cost.wallSeconds * 100,
        cost.peakMib,
        perEvent(source),
        perEvent(destination));
  }

  /// The lag that this share of the events does not exceed, in milliseconds.
  private double share(double part) {
    int index = (int) Math.ceil(part * lags.length) - 1;
    return lags[index] / 1e3;
  }

  private String perEvent(Map<String, Long> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach((kind, count) -> {
      if (kind.equals(kind.toUpperCase(Locale.ROOT))) {
        text.append(text.isEmpty() ? "" : ", ");
        text.append(String.format(Locale.ROOT, "%.3f %s", count / (double) lags.length, kind));
      }
    });
    return text.toString();
  }

  /// Fails unless every event was taken and its object copied rightly.
  ///
  /// @param notTaken batches that the intake did not take
  void expectSound(long notTaken) throws IOException {
    long wrong =
        destination.getOrDefault("wrong bodies", 0L) + destination.getOrDefault("bad bodies", 0L);
    if (notTaken > 0 || wrong > 0 || lags[0] < 0) {
      throw new IOException(
          notTaken + " batches were not taken, " + wrong + " objects are wrong, lag " + lags[0]);
    }
  }
}
