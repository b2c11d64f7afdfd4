package dev.longhaul.reconcile;

import dev.longhaul.store.Failure;
import dev.longhaul.store.Stored;

/// How a change at the destination ended, as far as its answer tells.
sealed interface ChangeResult {
  /// The destination says what it stored.
  ///
  /// @param shown whether every later listing shows that both sides are equal
  record Written(Stored stored, Outcome achieved, boolean shown) implements ChangeResult {}

  /// The destination says that it deleted the object.
  record Gone() implements ChangeResult {}

  /// The source is not what was planned with.
  record SourceMoved() implements ChangeResult {}

  /// The destination is not what was planned with.
  record DestinationMoved() implements ChangeResult {}

  /// It may have happened or not.
  record Unanswered(Failure failure) implements ChangeResult {}

  /// Its parts are with others, who see to it that it is ended.
  record HandedOver() implements ChangeResult {}

  /// The breaker does not let it happen (H61).
  record HeldBack() implements ChangeResult {}

  /// The destination does not do this; the bytes have to be sent again.
  record NotOffered() implements ChangeResult {}

  /// It can never happen as things are.
  record Hopeless(ParkReason reason, String message, String remedy) implements ChangeResult {}
}
