package dev.longhaul.reconcile;

import dev.longhaul.hint.Hint;
import dev.longhaul.store.memory.InMemoryStore;
import java.util.function.Function;

/// The real engine between two stores in memory, for tests of those who use it.
public final class EngineInMemory {
  private EngineInMemory() {}

  /// One that also deletes what the source does not have.
  public static Function<Hint, Outcome> mirror(InMemoryStore source, InMemoryStore destination) {
    Bench bench = new Bench(source, destination);
    bench.mode = Mode.FLEET;
    return bench.reconciler()::reconcile;
  }
}
