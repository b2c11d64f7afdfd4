package dev.longhaul.bench.ledger;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.ledger.sqlite.SqliteLedger;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Measures the ledger with many pending hints; see `benchmarks/ledger`.
final class LedgerBench {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private LedgerBench() {}

  /// @param arguments `fill` or `open`, the file, how many hints
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Path.of(arguments[1]);
    int keys = Integer.parseInt(arguments[2]);
    if (arguments[0].equals("fill")) {
      fill(file, keys);
    } else {
      open(file);
    }
  }

  private static void fill(Path file, int keys) throws IOException, InterruptedException {
    try (Ledger ledger = SqliteLedger.open(file)) {
      add(ledger, 0, 5_000, 10);
      report("add, 1 caller, batches of 10", 20_000, add(ledger, 10_000, 20_000, 10));
      report("add, 16 callers, batches of 10", 80_000, addAtOnce(ledger, 100_000));
      long begun = System.nanoTime();
      add(ledger, 200_000, keys - 105_000, 500);
      report("add, 1 caller, batches of 500", keys - 105_000, System.nanoTime() - begun);
    }
    System.out.printf(
        Locale.ROOT,
        "file: %.1f bytes per key of %d bytes%n",
        Files.size(file) / (double) keys,
        key(0).length());
  }

  private static long addAtOnce(Ledger ledger, int from) throws InterruptedException {
    long begun = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int caller = 0; caller < 16; caller++) {
      int first = from + caller * 5_000;
      threads.add(Thread.ofVirtual().start(() -> add(ledger, first, 5_000, 10)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return System.nanoTime() - begun;
  }

  private static long add(Ledger ledger, int from, int count, int batch) {
    long begun = System.nanoTime();
    for (int number = from; number < from + count; number += batch) {
      List<Hint> hints = new ArrayList<>(batch);
      for (int each = number; each < Math.min(number + batch, from + count); each++) {
        hints.add(Hint.of(key(each), Hint.Cause.EVENT, NOW));
      }
      ledger.hints().add(hints, NOW);
    }
    return System.nanoTime() - begun;
  }

  /// Keys that come in no order.
  private static ObjectKey key(int number) {
    return ObjectKey.of(
        "films/%08x/part-%08d.bin".formatted(number * 0x9E3779B1, number).toLowerCase(Locale.ROOT));
  }

  private static void open(Path file) {
    long begun = System.nanoTime();
    try (Ledger ledger = SqliteLedger.open(file)) {
      took("open", begun);
      begun = System.nanoTime();
      List<PendingHint> due = ledger.hints().due(NOW, 1_000);
      took("first due(now, 1000)", begun);
      for (int again = 0; again < 20; again++) {
        begun = System.nanoTime();
        due = ledger.hints().due(NOW, 1_000);
      }
      took("due(now, 1000) again", begun);
      begun = System.nanoTime();
      System.out.println(ledger.hints().backlog());
      took("first backlog", begun);
      begun = System.nanoTime();
      ledger.hints().backlog();
      took("backlog again", begun);
      begun = System.nanoTime();
      ledger.hints().add(List.of(Hint.of(key(1), Hint.Cause.EVENT, NOW)), NOW);
      took("first add", begun);
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          Locale.ROOT,
          "heap in use: %d MiB%n",
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
      settle(ledger);
      begun = System.nanoTime();
    }
    took("close", begun);
  }

  private static void settle(Ledger ledger) {
    int settled = 0;
    long begun = System.nanoTime();
    while (settled < 100_000) {
      List<PendingHint> due = ledger.hints().due(NOW, 1_000);
      due.forEach(ledger.hints()::settle);
      settled += due.size();
    }
    ledger.held().list(null, 1);
    report("settle", settled, System.nanoTime() - begun);
  }

  private static void took(String what, long begun) {
    System.out.printf(Locale.ROOT, "%s: %.1f ms%n", what, (System.nanoTime() - begun) / 1e6);
  }

  private static void report(String what, int hints, long nanos) {
    System.out.printf(Locale.ROOT, "%s: %.0f hints/s%n", what, hints * 1e9 / nanos);
  }
}
