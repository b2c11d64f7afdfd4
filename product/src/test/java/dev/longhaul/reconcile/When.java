package dev.longhaul.reconcile;

import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import java.util.function.UnaryOperator;

/// Things that happen to a store just before or after a request of one kind, once.
final class When {
  private When() {}

  /// Something happens just before the n-th request of this kind reaches the store.
  static Interference before(Operation operation, int nth, Runnable happening) {
    return new Interference() {
      private int seen;

      @Override
      public void before(MemoryCall call) {
        if (call.operation() == operation && ++seen == nth) {
          happening.run();
        }
      }
    };
  }

  /// Something happens just after the n-th request of this kind was done.
  static Interference after(Operation operation, int nth, Runnable happening) {
    return new Interference() {
      private int seen;

      @Override
      public Object after(MemoryCall call, Object answer) {
        if (call.operation() == operation && ++seen == nth) {
          happening.run();
        }
        return answer;
      }
    };
  }

  /// Every request of this kind is refused.
  static Interference refused(Operation operation, StoreException refusal) {
    return new Interference() {
      @Override
      public void before(MemoryCall call) {
        if (call.operation() == operation) {
          throw refusal;
        }
      }
    };
  }

  /// Answers to requests of this kind are changed.
  static Interference answered(Operation operation, UnaryOperator<Object> change) {
    return new Interference() {
      @Override
      public Object after(MemoryCall call, Object answer) {
        return call.operation() == operation ? change.apply(answer) : answer;
      }
    };
  }
}
