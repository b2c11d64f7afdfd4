package dev.longhaul.cli;

import dev.longhaul.scan.Patience;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Operation;
import dev.longhaul.store.calls.BodyFlow;
import dev.longhaul.store.calls.Call;
import dev.longhaul.store.calls.CallPolicy;
import dev.longhaul.store.calls.GuardedStore;
import java.util.function.Supplier;

/// Tells the patience of a run that bytes move and parts are stored, so that one huge object is not
/// taken for a standstill.
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
  public <T> T call(Call call, Supplier<T> request) {
    T answer = request.get();
    Operation operation = call.operation();
    if (operation == Operation.UPLOAD_PART || operation == Operation.COPY_PART) {
      patience.forward();
    }
    return answer;
  }

  @Override
  public void received(int bytes) {
    patience.moved();
  }

  @Override
  public void sent(int bytes) {
    patience.moved();
  }
}
