package dev.longhaul.store;

import dev.longhaul.object.ObjectState;

/// What a read of one side says about a key, in three values (rule R2). `Unknown` never deletes and
/// never settles.
public sealed interface Observation {
  record Present(ObjectState state) implements Observation {}

  record Absent(Proof proof) implements Observation {}

  record Unknown(Failure failure) implements Observation {}

  /// The two independent answers by which absence is known (H15).
  ///
  /// @param deleteMarker whether a delete marker is the current version (H43)
  record Proof(boolean deleteMarker) {}
}
