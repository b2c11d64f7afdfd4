package dev.longhaul.cli;

import dev.longhaul.reconcile.Outcome;
import java.util.concurrent.atomic.LongAdder;

/// Counts by kind what a dry run would have done. Thread-safe.
final class Planned {
  private final LongAdder copies = new LongAdder();
  private final LongAdder updates = new LongAdder();
  private final LongAdder deletes = new LongAdder();

  void add(Outcome.Planned planned) {
    switch (planned.action()) {
      case COPY -> copies.increment();
      case UPDATE -> updates.increment();
      case DELETE -> deletes.increment();
    }
  }

  long copies() {
    return copies.sum();
  }

  long updates() {
    return updates.sum();
  }

  long deletes() {
    return deletes.sum();
  }
}
