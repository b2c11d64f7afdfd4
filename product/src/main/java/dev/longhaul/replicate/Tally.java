package dev.longhaul.replicate;

import dev.longhaul.reconcile.Outcome;
import java.util.concurrent.atomic.LongAdder;

/// What became of a route's keys since the process began. Thread-safe.
final class Tally {
  private final LongAdder equal = new LongAdder();
  private final LongAdder copied = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder updated = new LongAdder();
  private final LongAdder deleted = new LongAdder();
  private final LongAdder kept = new LongAdder();
  private final LongAdder parked = new LongAdder();
  private final LongAdder held = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private final LongAdder hints = new LongAdder();

  void hinted(int count) {
    hints.add(count);
  }

  void add(Outcome outcome) {
    switch (outcome) {
      case Outcome.Equal _ -> equal.increment();
      case Outcome.Copied(var _, long carried, var _) -> {
        copied.increment();
        bytes.add(carried);
      }
      case Outcome.Updated _ -> updated.increment();
      case Outcome.Deleted _ -> deleted.increment();
      case Outcome.Kept _ -> kept.increment();
      case Outcome.Parked _ -> parked.increment();
      case Outcome.DeleteHeld _ -> held.increment();
      case Outcome.Unfinished _ -> retried.increment();
      case Outcome.Planned _ -> {}
    }
  }

  RouteCounts counts() {
    return new RouteCounts(
        hints.sum(),
        new RouteCounts.Proved(
            equal.sum(), copied.sum(), bytes.sum(), updated.sum(), deleted.sum()),
        kept.sum(),
        parked.sum(),
        held.sum(),
        retried.sum());
  }
}
