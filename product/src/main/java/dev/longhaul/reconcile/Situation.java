package dev.longhaul.reconcile;

import dev.longhaul.ledger.Receipt;
import org.jspecify.annotations.Nullable;

/// All that is known of one key when the next step is planned.
///
/// @param receipt the recorded proof for this key, `null` while none is known
/// @param updatesRefused whether the destination refused to copy an object onto itself, so that
///   other attributes need the bytes again
public record Situation(
    Sight source, Sight destination, @Nullable Receipt receipt, boolean updatesRefused) {
  /// Nothing but the two sights.
  public static Situation of(Sight source, Sight destination) {
    return new Situation(source, destination, null, false);
  }
}
