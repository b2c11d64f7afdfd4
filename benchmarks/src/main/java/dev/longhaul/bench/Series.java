package dev.longhaul.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Several runs of one client at one workload.
record Series(String client, List<Measurement> runs) {
  static final String HEADER =
      "| workload | client | wall s | first object s | rate | CPU | peak RSS MiB"
          + " | wall, CPU of the first | requests to the source | requests to the destination |\n"
          + "|---|---|---|---|---|---|---|---|---|---|";

  Series {
    runs = runs.stream().sorted(Comparator.comparingDouble(Measurement::wallSeconds)).toList();
  }

  /// The run whose wall time is in the middle.
  Measurement median() {
    return runs.get(runs.size() / 2);
  }

  private double median(ToDoubleFunction<Measurement> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /// Least, median and most of a figure.
  private String spread(String format, ToDoubleFunction<Measurement> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    String one = format + " / " + format + " / " + format;
    return String.format(
        Locale.ROOT, one, sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
  }

  /// @param first what the ratios are held against
  String row(Series first) {
    Measurement middle = median();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s %s | %.0f | %.2f, %.2f | %s |",
        middle.workload().word(),
        client,
        spread("%.2f", Measurement::wallSeconds),
        middle.workload().isLarge() || middle.workload().isNoop()
            ? ""
            : spread("%.2f", Measurement::firstSeconds),
        middle.rateText(),
        spread(middle.workload().isNoop() ? "%.2f" : "%.3f", Measurement::cpuOfEach),
        middle.cpuUnit(),
        median(run -> run.peakKib() / 1024.0),
        median(Measurement::wallSeconds) / first.median(Measurement::wallSeconds),
        median(Measurement::cpuSeconds) / first.median(Measurement::cpuSeconds),
        middle.requests());
  }
}
