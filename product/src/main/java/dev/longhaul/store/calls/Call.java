package dev.longhaul.store.calls;

import dev.longhaul.store.Operation;

/// A call to a store, as a policy sees it.
///
/// @param lengthy whether it may take long though all is well, since many bytes move or the store
///   moves them itself
public record Call(Operation operation, boolean lengthy) {
  /// Bytes of a body above which a call is lengthy.
  static final long SHORT_BYTES = 1 << 20;

  /// A call without a body worth speaking of.
  public static Call of(Operation operation) {
    return new Call(operation, false);
  }

  /// A call with a body of so many bytes, either way.
  static Call moving(Operation operation, long bytes) {
    return new Call(operation, bytes > SHORT_BYTES);
  }

  /// A call that has the store move bytes, which nobody sees.
  static Call within(Operation operation) {
    return new Call(operation, true);
  }

  @Override
  public String toString() {
    return operation.toString();
  }
}
