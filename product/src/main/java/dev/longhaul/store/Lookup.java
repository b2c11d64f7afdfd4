package dev.longhaul.store;

import dev.longhaul.object.ObjectState;

/// What one HEAD says about a key.
public sealed interface Lookup {
  record Found(ObjectState state) implements Lookup {}

  /// A 404. No proof of absence: it may as well be the bucket that is missing (H15).
  ///
  /// @param deleteMarker whether the store named a delete marker as the current version (H43)
  record NotFound(boolean deleteMarker) implements Lookup {}
}
