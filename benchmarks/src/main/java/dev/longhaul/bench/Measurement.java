package dev.longhaul.bench;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/// What one run cost.
///
/// @param wallSeconds from the start of the process to its end
/// @param cpuSeconds of the client's process, user and system
/// @param peakKib its largest resident set
/// @param source requests by kind, as the source counted them
/// @param destination requests by kind, as the sink counted them
record Measurement(
    Workload workload,
    double wallSeconds,
    double cpuSeconds,
    long peakKib,
    SortedMap<String, Long> source,
    SortedMap<String, Long> destination) {
  private static final double GIB = 1L << 30;

  static final String HEADER =
      "| workload | wall s | rate | CPU | peak RSS MiB | requests to the source"
          + " | requests to the destination |\n"
          + "|---|---|---|---|---|---|---|";

  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %s | %s | %d | %s | %s |",
        workload.word(),
        wallSeconds,
        rate(),
        cpu(),
        peakKib / 1024,
        text(source),
        text(destination));
  }

  private String rate() {
    if (workload.isLarge()) {
      return String.format(Locale.ROOT, "%.0f MB/s", workload.bytes() / wallSeconds / 1e6);
    }
    String unit = workload.isNoop() ? "keys/s" : "objects/s";
    return String.format(Locale.ROOT, "%,.0f %s", workload.objects() / wallSeconds, unit);
  }

  private String cpu() {
    if (workload.isLarge()) {
      return String.format(Locale.ROOT, "%.2f s/GiB", cpuSeconds / (workload.bytes() / GIB));
    }
    double each = cpuSeconds / workload.objects();
    return workload.isNoop()
        ? String.format(Locale.ROOT, "%.2f µs/key", each * 1e6)
        : String.format(Locale.ROOT, "%.3f ms/object", each * 1e3);
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
