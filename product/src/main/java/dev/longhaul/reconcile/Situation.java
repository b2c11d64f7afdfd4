package dev.longhaul.reconcile;

import dev.longhaul.ledger.Receipt;
import org.jspecify.annotations.Nullable;

/// All that is known of one key when the next step is planned.
///
/// @param receipt the recorded proof for this key, `null` while none is known
/// @param updatesRefused whether the destination refused to copy an object onto itself, so that
///   other attributes need the bytes again
/// @param early whether the key, if the source does not have it, is not to be deleted yet
public record Situation(
    Sight source,
    Sight destination,
    @Nullable Receipt receipt,
    boolean updatesRefused,
    boolean early) {
  /// Where nothing waits to be deleted.
  public Situation(
      Sight source, Sight destination, @Nullable Receipt receipt, boolean updatesRefused) {
    this(source, destination, receipt, updatesRefused, false);
  }

  /// Nothing but the two sights.
  public static Situation of(Sight source, Sight destination) {
    return new Situation(source, destination, null, false);
  }
}
