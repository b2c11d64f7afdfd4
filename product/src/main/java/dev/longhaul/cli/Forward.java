package dev.longhaul.cli;

import dev.longhaul.scan.Patience;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Operation;
import dev.longhaul.store.calls.BodyFlow;
import dev.longhaul.store.calls.CallPolicy;
import dev.longhaul.store.calls.GuardedStore;
import java.util.function.Supplier;

/// Tells the patience of a run that bytes move, so that one huge object is not taken for a
/// standstill.
final class Forward implements BodyFlow, CallPolicy {
  private final Patience patience;

  private Forward(Patience patience) {
    this.patience = patience;
  }

  static ObjectStore of(ObjectStore store, Patience patience) {
    Forward forward = new Forward(patience);
    return GuardedStore.of(store, forward, forward);
  }

  @Override
  public <T> T call(Operation operation, Supplier<T> request) {
    return request.get();
  }

  @Override
  public void received(int bytes) {
    patience.forward();
  }

  @Override
  public void sent(int bytes) {
    patience.forward();
  }
}
