package dev.longhaul.transfer;

import dev.longhaul.store.Failure;
import dev.longhaul.store.Stored;

/// How carrying an object ended, as far as it is known.
public sealed interface TransferResult {
  /// The destination holds the bytes, and that is proved.
  record Copied(Stored stored, long bytes, Proof proof) implements TransferResult {}

  /// The source is no longer the incarnation ordered, or gone: observe again (H18).
  record SourceChanged() implements TransferResult {}

  /// The precondition did not hold: observe again (H20).
  record DestinationChanged() implements TransferResult {}

  /// It may have happened or not: observe again (H30).
  record Ambiguous(Failure failure) implements TransferResult {}

  /// Its parts are with others; once they have carried them, the same order completes it.
  record HandedOver() implements TransferResult {}

  /// The bytes read do not match the source's own digest, twice: nothing was overwritten with them
  /// (decision 7).
  record SourceDamaged(String message) implements TransferResult {}

  /// It cannot be carried at all: too large for the destination, say (H37).
  record Impossible(String message, String remedy) implements TransferResult {}
}
