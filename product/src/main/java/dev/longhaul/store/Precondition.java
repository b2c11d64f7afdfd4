package dev.longhaul.store;

import dev.longhaul.object.ETag;

/// What must hold at the destination for a mutation to happen (H20). Sent always; believed only
/// where the store was proved to honour it.
public sealed interface Precondition {
  /// Whatever is there.
  record None() implements Precondition {}

  /// Nothing is there: `If-None-Match: *`.
  record IfAbsent() implements Precondition {}

  /// Exactly this is there: `If-Match`.
  record IfMatch(ETag etag) implements Precondition {}
}
