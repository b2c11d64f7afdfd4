package dev.longhaul.reconcile;

import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Belief;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Observation;
import org.jspecify.annotations.Nullable;

/// What is known of one side of a key at one moment of reconciling it.
public sealed interface Sight {
  /// Nothing is known, or only that a listing did not show the key, which is no evidence (H57).
  record Unobserved() implements Sight {}

  /// A listing showed it.
  record Listed(ListedObject entry) implements Sight {}

  /// The store was asked and did not say (R2).
  record Unknown(Failure failure) implements Sight {}

  /// It is not there.
  ///
  /// @param proved whether two independent answers say so (H15); only then is anything deleted for
  ///   it
  record Absent(boolean proved) implements Sight {}

  /// It was read.
  ///
  /// @param tags `null` while they were not read; the state's count may tell all the same
  /// @param held digests of the bytes when they are held in memory, else `null`
  record Seen(ObjectState state, @Nullable Tags tags, @Nullable BodyDigest held) implements Sight {
    /// A state without its tags and bytes.
    public static Seen of(ObjectState state) {
      return new Seen(state, null, null);
    }

    Seen withTags(Tags read) {
      return new Seen(state, read, held);
    }

    boolean isHeld() {
      return held != null;
    }
  }

  /// What a hint's belief says.
  static Sight of(Belief belief) {
    return switch (belief) {
      case Belief.Unobserved() -> new Unobserved();
      case Belief.Listed(ListedObject entry) -> new Listed(entry);
      case Belief.Observed(Observation observation) -> of(observation);
    };
  }

  /// What a read of that side said.
  static Sight of(Observation observation) {
    return switch (observation) {
      case Observation.Present(ObjectState state) -> Seen.of(state);
      case Observation.Absent(Observation.Proof _) -> new Absent(true);
      case Observation.Unknown(Failure failure) -> new Unknown(failure);
    };
  }
}
