package dev.longhaul.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs workloads and prints a table: `./longhaul-bench [--reps N] [--peers] [--write]
/// [WORKLOAD...] [-- SYNC OPTION...]`; or measures [following][LagBench] or
/// [restarting][RestartBench] `longhaul run`.
public final class Bench {
  private final List<Workload> workloads = new ArrayList<>();
  private final List<String> clientOptions = new ArrayList<>();
  private int repetitions = 3;
  private boolean write;
  private boolean peers;

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
          "longhaul-bench [--reps N] [--peers] [--write] [WORKLOAD...] [-- SYNC OPTION...];"
              + " workloads: "
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
        case "--peers" -> peers = true;
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
    List<Client> clients = new ArrayList<>();
    clients.add(new LonghaulClient(home, clientOptions));
    if (peers) {
      clients.addAll(Peers.installed());
    }
    StringBuilder table = new StringBuilder();
    say(table, Series.HEADER);
    try (RunFolder folder = RunFolder.make()) {
      TlsKeys keys = TlsKeys.make(folder.path());
      for (Workload workload : workloads) {
        compare(workload, clients, keys, table);
      }
    }
    if (write) {
      String how = "least, median and most of " + repetitions + "; " + versions(clients);
      Results.append(home, typed, how, table.toString());
    }
  }

  private static void say(StringBuilder table, String row) {
    System.out.println(row);
    table.append(row).append('\n');
  }

  /// Measures the clients in turns, so that what else the machine does meets all of them.
  private void compare(Workload workload, List<Client> clients, TlsKeys keys, StringBuilder table)
      throws IOException, InterruptedException {
    List<Client> able = new ArrayList<>(clients);
    able.removeIf(client -> !client.does(workload));
    Map<String, List<Measurement>> runs = new LinkedHashMap<>();
    for (int repetition = 0; repetition < repetitions; repetition++) {
      for (Client client : List.copyOf(able)) {
        try {
          Measurement run = new ClientRun(client, keys).measure(workload);
          runs.computeIfAbsent(client.name(), _ -> new ArrayList<>()).add(run);
        } catch (IOException failed) {
          if (client == clients.getFirst()) {
            throw failed;
          }
          System.err.println(workload.word() + " without " + failed.getMessage());
          able.remove(client);
          runs.remove(client.name());
        }
      }
    }
    List<Series> series = new ArrayList<>();
    runs.forEach((client, each) -> series.add(new Series(client, each)));
    series.forEach(one -> say(table, one.row(series.getFirst())));
  }

  private static String versions(List<Client> clients) throws IOException {
    List<String> versions = new ArrayList<>();
    for (Client client : clients) {
      Process asked = new ProcessBuilder(client.versionCommand()).redirectErrorStream(true).start();
      String line = asked.inputReader().readLine();
      versions.add(client.name() + ": " + (line == null ? "?" : line.strip()));
    }
    return String.join("; ", versions);
  }
}
