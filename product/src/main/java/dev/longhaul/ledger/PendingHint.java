package dev.longhaul.ledger;

import dev.longhaul.hint.Hint;
import dev.longhaul.object.ObjectKey;
import java.time.Instant;

/// A hint that waits in the ledger.
///
/// @param key the source's key
/// @param generation rises with every further hint of the same key; settling names it
/// @param at the time of the oldest event that is not proved yet: lag counts from here
/// @param tries attempts at the key that failed since its newest hint
public record PendingHint(ObjectKey key, long generation, Hint.Cause cause, Instant at, int tries) {
  /// The same after one more attempt that failed.
  public PendingHint tried() {
    return new PendingHint(key, generation, cause, at, tries + 1);
  }
}
