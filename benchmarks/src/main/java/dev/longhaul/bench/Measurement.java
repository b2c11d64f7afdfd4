package dev.longhaul.bench;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/// What one run cost.
///
/// @param wallSeconds from the start of the process to its end
/// @param firstSeconds from the start of the process until the sink had an object; NaN where none
///   is put in one piece
/// @param cpuSeconds of the client's process, user and system
/// @param peakKib its largest resident set
/// @param source requests by kind, as the source counted them
/// @param destination requests by kind, as the sink counted them
record Measurement(
    Workload workload,
    double wallSeconds,
    double firstSeconds,
    double cpuSeconds,
    long peakKib,
    SortedMap<String, Long> source,
    SortedMap<String, Long> destination) {
  private static final double GIB = 1L << 30;

  /// What was done in a second of wall time, in the unit of the workload.
  double rate() {
    return workload.isLarge()
        ? workload.bytes() / wallSeconds / 1e6
        : workload.objects() / wallSeconds;
  }

  String rateText() {
    String unit = workload.isLarge() ? "MB/s" : workload.isNoop() ? "keys/s" : "objects/s";
    return String.format(Locale.ROOT, "%,.0f %s", rate(), unit);
  }

  /// CPU time for each GiB in seconds, each key in microseconds, or each object in milliseconds.
  double cpuOfEach() {
    if (workload.isLarge()) {
      return cpuSeconds / (workload.bytes() / GIB);
    }
    return cpuSeconds / workload.objects() * (workload.isNoop() ? 1e6 : 1e3);
  }

  String cpuUnit() {
    return workload.isLarge() ? "s/GiB" : workload.isNoop() ? "µs/key" : "ms/object";
  }

  /// The requests of both sides.
  String requests() {
    return text(source) + " | " + text(destination);
  }

  /// Requests only: what the server counts besides is for checking, not for the table.
  private static String text(Map<String, Long> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach((kind, count) -> {
      if (kind.equals(kind.toUpperCase(Locale.ROOT))) {
        text.append(text.isEmpty() ? "" : ", ");
        text.append(String.format(Locale.ROOT, "%,d %s", count, kind));
      }
    });
    return text.toString();
  }

  /// Why the run is not worth a line: it did not do what it was to do; empty for a good run.
  String flaw() {
    long right = destination.getOrDefault("right bodies", 0L);
    long wrong =
        destination.getOrDefault("wrong bodies", 0L) + destination.getOrDefault("bad bodies", 0L);
    long wanted = workload.isNoop() ? 0 : workload.objects();
    return right == wanted && wrong == 0
        ? ""
        : "the sink got " + right + " right and " + wrong + " wrong objects of " + wanted;
  }
}
