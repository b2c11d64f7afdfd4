package dev.longhaul.transfer;

import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.ObjectAttributes;
import org.jspecify.annotations.Nullable;

/// Carries objects from one bucket to another. Thread-safe; blocks its caller. It never reads or
/// believes anything of the destination's key but its own writes, and settles nothing.
///
/// Throws `StoreException` where a store gave no answer and nothing was changed that matters.
public interface Transfer {
  /// Bodies up to this many bytes are held in memory whole (decision 8).
  int HELD_BYTES = 16 << 20;

  /// Reads an object of at most `HELD_BYTES` whole, so that the one response is observation and
  /// bytes at once.
  ///
  /// @param pin the incarnation wanted, `null` for the current one
  Fetched fetch(ObjectKey sourceKey, @Nullable Incarnation pin);

  /// Writes a held object by one PUT. The body stays open for another try.
  TransferResult store(Fetched.Held held, CopyOrder order);

  /// Carries an object of any size; parts already carried for the same incarnation are kept after a
  /// failure or a crash, and used by the next call (H39).
  TransferResult copy(CopyOrder order);

  /// Gives an object of the destination other attributes without carrying its bytes, by copying it
  /// onto itself part by part with the boundaries it has (decision 12). It works for objects of any
  /// size and keeps the ETag of those that were written in parts; the ETag of others changes.
  ///
  /// @param state what the object is now; it is replaced only while it is that
  TransferResult rewrite(ObjectKey key, ObjectState state, ObjectAttributes attributes);

  /// Gets rid of uploads of ours that were begun on a key of the destination and not ended, while
  /// nothing is carried there. One whose name the store never told us is looked for as long as a
  /// late request may still open it; until then it stays written down.
  ///
  /// @return whether the store was asked to drop any
  boolean leaveNothing(ObjectKey destinationKey);
}
