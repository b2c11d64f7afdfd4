package dev.longhaul.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was done, step by step, and how long it took.
final class DemoTable {

  private final List<Row> rows = new ArrayList<>();

  private record Row(String step, String objects, double seconds, String result) {}

  void add(String step, long objects, double seconds, String result) {
    rows.add(new Row(step, objects == 0 ? "" : Long.toString(objects), seconds, result));
  }

  void print(PrintStream out) {
    out.printf(Locale.ROOT, "%-34s %8s %8s  %s%n", "step", "objects", "seconds", "result");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-34s %8s %8.1f  %s%n",
          row.step(),
          row.objects(),
          row.seconds(),
          row.result());
    }
  }
}
