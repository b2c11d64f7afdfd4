package dev.longhaul.store.calls;

import java.util.function.Supplier;

/// What happens around a call to a store. Thread-safe.
public interface CallPolicy {
  /// Makes the call, perhaps later or again, and returns what it returned or throws what it threw.
  ///
  /// @param request one request, made anew each time it is asked for
  <T> T call(Call call, Supplier<T> request);

  /// This policy with another one inside it, nearer to the store.
  default CallPolicy around(CallPolicy inner) {
    CallPolicy outer = this;
    return new CallPolicy() {
      @Override
      public <T> T call(Call call, Supplier<T> request) {
        return outer.call(call, () -> inner.call(call, request));
      }
    };
  }
}
