package dev.longhaul.ledger;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;

/// The recorded proof that a source state equals a destination state; kept only where the stores'
/// own ETags cannot prove it. Everything in it can be seen in a listing, so that a later pass needs
/// no request.
///
/// @param key the source's key
public record Receipt(ObjectKey key, Side source, Side destination) {
  /// One side as its listing showed or will show it.
  ///
  /// @param lastModifiedMillis in whole seconds, since HEAD knows no more (H23)
  public record Side(ETag etag, long size, long lastModifiedMillis) {
    public Side {
      lastModifiedMillis -= Math.floorMod(lastModifiedMillis, 1000L);
    }

    public static Side of(ListedObject listed) {
      return new Side(listed.etag(), listed.size(), listed.lastModifiedMillis());
    }
  }
}
