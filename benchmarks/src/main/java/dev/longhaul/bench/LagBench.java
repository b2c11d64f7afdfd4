package dev.longhaul.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Measures how far behind events `longhaul run` is, and what following costs it: `lag [--seconds
/// N] [--write] [RATE...]`, in events a second.
final class LagBench {
  private static final int WARM_UP_SECONDS = 10;
  private static final int LEAST_RATE = 100;
  private static final int DRAIN_SECONDS = 120;
  private final Path home;
  private final List<Integer> rates = new ArrayList<>();
  private int seconds = 60;
  private boolean write;

  private LagBench(Path home) {
    this.home = home;
  }

  /// @param typed `lag` and what follows it
  static void run(Path home, List<String> typed) throws IOException, InterruptedException {
    LagBench bench = new LagBench(home);
    bench.parse(typed);
    StringBuilder table = new StringBuilder(LagMeasurement.HEADER).append('\n');
    System.out.println(LagMeasurement.HEADER);
    for (int rate : bench.rates) {
      String row = bench.measure(rate).row();
      System.out.println(row);
      table.append(row).append('\n');
    }
    if (bench.write) {
      String how = "one run of " + bench.seconds + " s for each rate";
      Results.append(home, typed, how, table.toString());
    }
  }

  private void parse(List<String> typed) {
    for (int index = 1; index < typed.size(); index++) {
      switch (typed.get(index)) {
        case "--write" -> write = true;
        case "--seconds" -> seconds = Integer.parseInt(typed.get(++index));
        default -> rates.add(Integer.parseInt(typed.get(index)));
      }
    }
    if (rates.isEmpty()) {
      rates.addAll(List.of(100, 500, 2_000));
    }
    if (rates.stream().anyMatch(rate -> rate < LEAST_RATE || rate % LEAST_RATE != 0)) {
      throw new IllegalArgumentException("a rate is a multiple of " + LEAST_RATE);
    }
  }

  private LagMeasurement measure(int rate) throws IOException, InterruptedException {
    int before = WARM_UP_SECONDS * rate;
    int events = seconds * rate;
    try (RunFolder folder = RunFolder.make();
        SyntheticPair pair = SyntheticPair.start(FollowingRun.SOURCE, FollowingRun.SINK);
        FollowingRun run = FollowingRun.start(home, folder.path(), pair);
        EventSource source = new EventSource(run.hook())) {
      run.awaitFirstAudit(source);
      pair.grow(before + events);
      source.post(0, before, rate);
      awaitCopies(run, pair, before, source);
      pair.reset();
      double cpuBefore = run.cpuSeconds();
      long begun = System.nanoTime();
      long[] due = source.post(before, events, rate);
      awaitCopies(run, pair, events, source);
      double wall = (System.nanoTime() - begun) / 1e9;
      double cpu = run.cpuSeconds() - cpuBefore;
      LagMeasurement measured =
          new LagMeasurement(
              rate,
              LagMeasurement.sortedLags(due, pair.arrivals(), before),
              new LagMeasurement.Cost(wall, cpu, run.peakMib()),
              pair.sourceCounts(),
              pair.destinationCounts());
      run.stop();
      measured.expectSound(source.notTaken());
      return measured;
    }
  }

  /// An event that was not taken is lost by whoever posted it, and by nobody else.
  private static void awaitCopies(
      FollowingRun run, SyntheticPair pair, int copies, EventSource source)
      throws IOException, InterruptedException {
    try {
      run.awaitCopies(pair, copies, DRAIN_SECONDS);
    } catch (IOException failed) {
      throw new IOException(source.notTakenInWords(), failed);
    }
  }
}
