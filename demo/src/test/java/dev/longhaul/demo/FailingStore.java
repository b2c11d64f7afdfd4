package dev.longhaul.demo;

import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.calls.BodyFlow;
import dev.longhaul.store.calls.Call;
import dev.longhaul.store.calls.CallPolicy;
import dev.longhaul.store.calls.GuardedStore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A store whose connection breaks for good after some parts of an upload.
final class FailingStore {
  private FailingStore() {}

  static ObjectStore afterParts(ObjectStore store, int parts) {
    AtomicInteger left = new AtomicInteger(parts);
    CallPolicy policy =
        new CallPolicy() {
          @Override
          public <T> T call(Call call, Supplier<T> request) {
            if (call.operation() == Operation.UPLOAD_PART && left.getAndDecrement() <= 0) {
              throw new StoreException(new Failure.Transient("cut"));
            }
            return request.get();
          }
        };
    return GuardedStore.of(store, policy, BodyFlow.FREE);
  }
}
