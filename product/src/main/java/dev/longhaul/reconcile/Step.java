package dev.longhaul.reconcile;

import dev.longhaul.object.ETag;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Precondition;

/// What the planner wants done next for one key: look, change, or be done.
public sealed interface Step {
  /// A step that changes nothing and makes more known.
  sealed interface Look extends Step {}

  /// A step that changes the destination.
  sealed interface Change extends Step {}

  /// A step that ends the work on the key.
  sealed interface End extends Step {}

  /// Reads the source's object whole: observation and bytes in one answer.
  record Fetch() implements Look {}

  /// Reads the state of one side.
  ///
  /// @param twice whether a 404 counts only with a second, independent answer (H15)
  record Observe(Side side, boolean twice) implements Look {}

  /// Reads the tags of one side.
  record ReadTags(Side side) implements Look {}

  /// Carries the bytes.
  ///
  /// @param proved whether the destination was seen to honour the precondition
  record Copy(Carriage carriage, Precondition precondition, boolean proved) implements Change {}

  /// Gives the destination's object other metadata, tags and class without carrying bytes.
  ///
  /// @param expected the ETag it must still have
  record UpdateAttributes(Means means, ETag expected) implements Change {}

  /// Replaces the destination's tags and nothing else.
  record PutTags(Tags tags, ETag expected) implements Change {}

  /// Deletes the destination's object.
  record Delete(Precondition precondition) implements Change {}

  /// Both sides are equal, or absent.
  ///
  /// @param remember whether the pair has to be written down as a receipt, because listings cannot
  ///   show that it is equal
  record Settle(boolean remember) implements End {}

  /// The destination keeps what the source does not have.
  record Keep() implements End {}

  /// The destination has what the source does not have, and it is not time to delete it.
  record WaitToDelete() implements End {}

  /// It cannot be made equal now.
  record Park(ParkReason reason, String message) implements End {}

  /// A store did not say: the hint stays.
  record Wait(Failure failure) implements End {}

  /// How bytes are carried.
  enum Carriage {
    /// From memory.
    HELD,
    /// From the source, piece by piece.
    WHOLE
  }

  /// How attributes are replaced at the destination (decision 12).
  enum Means {
    /// CopyObject onto itself.
    COPY_OBJECT,
    /// A new upload whose parts are copied from the object, with the same boundaries.
    REWRITE
  }
}
