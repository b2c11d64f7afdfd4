package dev.longhaul.store;

/// How a mutation ended, as far as its answer tells. A clear refusal is a `StoreException`.
public sealed interface WriteAnswer {
  /// The store says it did it. Proof is in `stored` or has to be fetched.
  record Written(Stored stored) implements WriteAnswer {}

  /// A 412, a 409 conflict, or a 404 on `If-Match`: somebody else changed the key. Observe again;
  /// after a conflict on Complete the whole upload starts again (H20).
  ///
  /// @param conflict whether it was a 409
  record PreconditionFailed(boolean conflict) implements WriteAnswer {}

  /// The store refused the bytes because they do not match the digest sent (BadDigest, H27).
  record DigestRefused(String message) implements WriteAnswer {}

  /// No answer, or one that makes no sense: it may have happened or not. Observe (H30).
  record Ambiguous(Failure failure) implements WriteAnswer {}
}
