package dev.longhaul.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Measures the start of `longhaul run` over a ledger in which many hints wait: `restart [--hints
/// N] [--write]`.
final class RestartBench {
  private static final String HEADER =
      "| hints that wait | taken, batches of 500 | from the start to the first copy | RSS then"
          + " | from there to 10,000 copies | peak RSS MiB then |\n"
          + "|---|---|---|---|---|---|";
  private static final int MORE = 10_000;
  private static final int PATIENCE_SECONDS = 120;

  private RestartBench() {}

  /// @param typed `restart` and what follows it
  static void run(Path home, List<String> typed) throws IOException, InterruptedException {
    int at = typed.indexOf("--hints");
    int hints = at < 0 ? 1_000_000 : Integer.parseInt(typed.get(at + 1));
    System.out.println(HEADER);
    String row = measure(home, hints);
    System.out.println(row);
    if (typed.contains("--write")) {
      Results.append(home, typed, "one run", HEADER + "\n" + row + "\n");
    }
  }

  private static String measure(Path home, int hints) throws IOException, InterruptedException {
    try (RunFolder folder = RunFolder.make();
        SyntheticPair pair = SyntheticPair.start(FollowingRun.SOURCE, FollowingRun.SINK)) {
      double taking = fill(home, folder.path(), pair, hints);
      pair.release();
      pair.reset();
      long begun = System.nanoTime();
      try (FollowingRun run = FollowingRun.start(home, folder.path(), pair)) {
        run.awaitCopies(pair, 1, PATIENCE_SECONDS);
        double first = (System.nanoTime() - begun) / 1e9;
        long resident = run.residentMib();
        run.awaitCopies(pair, MORE, PATIENCE_SECONDS);
        double more = (System.nanoTime() - begun) / 1e9 - first;
        return String.format(
            Locale.ROOT,
            "| %,d | %,.0f/s | %.2f s | %d MiB | %.1f s | %d |",
            hints,
            hints / taking,
            first,
            resident,
            more,
            run.peakMib());
      }
    }
  }

  /// Has events taken while the sink answers nothing, and kills the process.
  ///
  /// @return how many seconds taking them took
  private static double fill(Path home, Path folder, SyntheticPair pair, int hints)
      throws IOException, InterruptedException {
    try (FollowingRun run = FollowingRun.start(home, folder, pair);
        EventSource source = new EventSource(run.hook())) {
      run.awaitFirstAudit(source);
      pair.hold();
      pair.grow(hints);
      long begun = System.nanoTime();
      source.pour(hints);
      double seconds = (System.nanoTime() - begun) / 1e9;
      run.expectAlive();
      run.kill();
      return seconds;
    }
  }
}
