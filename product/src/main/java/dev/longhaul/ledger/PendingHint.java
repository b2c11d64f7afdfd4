package dev.longhaul.ledger;

import dev.longhaul.hint.Hint;
import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A hint that waits in the ledger.
///
/// @param key the source's key
/// @param generation rises with every further hint of the same key; settling names it
/// @param at the time of the oldest event that is not proved yet: lag counts from here
/// @param tries attempts at the key that failed since its newest hint
/// @param absentSince since when the source is known not to have the key, while its deletion waits
///   for its time; `null` when it does not
public record PendingHint(
    ObjectKey key,
    long generation,
    Hint.Cause cause,
    Instant at,
    int tries,
    @Nullable Instant absentSince) {
  /// One whose deletion does not wait.
  public PendingHint(ObjectKey key, long generation, Hint.Cause cause, Instant at, int tries) {
    this(key, generation, cause, at, tries, null);
  }

  /// The same after one more attempt that failed.
  public PendingHint tried() {
    return new PendingHint(key, generation, cause, at, tries + 1, absentSince);
  }

  /// The same about a key that the source does not have since then; `null` for one that it has, or
  /// may have.
  public PendingHint absentSince(@Nullable Instant since) {
    return new PendingHint(key, generation, cause, at, tries, since);
  }
}
