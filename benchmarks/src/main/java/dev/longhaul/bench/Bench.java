package dev.longhaul.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Runs workloads and prints a table: `./longhaul-bench [--reps N] [--write] [WORKLOAD...] [-- SYNC
/// OPTION...]`.
public final class Bench {
  private final List<Workload> workloads = new ArrayList<>();
  private final List<String> clientOptions = new ArrayList<>();
  private int repetitions = 3;
  private boolean write;

  private Bench() {}

  /// @param arguments the folder of the clone, then what was typed
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Bench bench = new Bench();
    List<String> typed = List.of(arguments).subList(1, arguments.length);
    if (!bench.parse(typed)) {
      System.err.println(
          "longhaul-bench [--reps N] [--write] [WORKLOAD...] [-- SYNC OPTION...]; workloads: "
              + String.join(", ", Workload.words()));
      System.exit(64);
    }
    bench.run(Path.of(arguments[0]), typed);
  }

  private boolean parse(List<String> typed) {
    for (int index = 0; index < typed.size(); index++) {
      String word = typed.get(index);
      switch (word) {
        case "--" -> {
          clientOptions.addAll(typed.subList(index + 1, typed.size()));
          index = typed.size();
        }
        case "--write" -> write = true;
        case "--reps" -> repetitions = Integer.parseInt(typed.get(++index));
        default -> {
          Workload workload = Workload.named(word);
          if (workload == null) {
            return false;
          }
          workloads.add(workload);
        }
      }
    }
    if (workloads.isEmpty()) {
      workloads.addAll(List.of(Workload.values()));
    }
    return true;
  }

  private void run(Path home, List<String> typed) throws IOException, InterruptedException {
    ClientRun client = new ClientRun(home, clientOptions);
    StringBuilder table = new StringBuilder(Measurement.HEADER).append('\n');
    System.out.println(Measurement.HEADER);
    for (Workload workload : workloads) {
      Measurement median = median(client, workload);
      System.out.println(median.row());
      table.append(median.row()).append('\n');
    }
    if (write) {
      append(home, typed, table);
    }
  }

  /// The run whose wall time is in the middle.
  private Measurement median(ClientRun client, Workload workload)
      throws IOException, InterruptedException {
    List<Measurement> runs = new ArrayList<>();
    for (int repetition = 0; repetition < repetitions; repetition++) {
      Measurement run = client.measure(workload);
      if (!run.flaw().isEmpty()) {
        throw new IOException(workload.word() + ": " + run.flaw());
      }
      System.err.println(run.row());
      runs.add(run);
    }
    runs.sort(Comparator.comparingDouble(Measurement::wallSeconds));
    return runs.get(runs.size() / 2);
  }

  private void append(Path home, List<String> typed, StringBuilder table) throws IOException {
    String text =
        String.format(
            Locale.ROOT,
            "%n## %s%n%n`./longhaul-bench %s`: the run with the median wall time of %d, %d cores,"
                + " Java %s.%n%n%s",
            LocalDate.now(java.time.ZoneOffset.UTC),
            String.join(" ", typed),
            repetitions,
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            table);
    Files.writeString(home.resolve("benchmarks/results.md"), text, StandardOpenOption.APPEND);
  }
}
