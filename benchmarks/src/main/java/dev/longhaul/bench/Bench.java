package dev.longhaul.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Runs workloads and prints a table: `./longhaul-bench [--reps N] [--write] [WORKLOAD...] [-- SYNC
/// OPTION...]`; or measures [following][LagBench] or [restarting][RestartBench] `longhaul run`.
public final class Bench {
  private final List<Workload> workloads = new ArrayList<>();
  private final List<String> clientOptions = new ArrayList<>();
  private int repetitions = 3;
  private boolean write;

  private Bench() {}

  /// @param arguments the folder of the clone, then what was typed
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> typed = List.of(arguments).subList(1, arguments.length);
    Path home = Path.of(arguments[0]);
    switch (typed.isEmpty() ? "" : typed.getFirst()) {
      case "lag" -> LagBench.run(home, typed);
      case "restart" -> RestartBench.run(home, typed);
      default -> runWorkloads(home, typed);
    }
  }

  private static void runWorkloads(Path home, List<String> typed)
      throws IOException, InterruptedException {
    Bench bench = new Bench();
    if (!bench.parse(typed)) {
      System.err.println(
          "longhaul-bench [--reps N] [--write] [WORKLOAD...] [-- SYNC OPTION...]; workloads: "
              + String.join(", ", Workload.words())
              + "; or lag [--seconds N] [--write] [RATE...], or restart [--hints N] [--write]");
      System.exit(64);
    }
    bench.run(home, typed);
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
      String how = "the run with the median wall time of " + repetitions;
      Results.append(home, typed, how, table.toString());
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
}
