package dev.longhaul.reconcile;

import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.transfer.Proof;
import java.time.Instant;

/// How reconciling one key ended. All but `Unfinished` and `HandedOver` settle the hint.
public sealed interface Outcome {
  /// The source's key.
  ObjectKey key();

  /// Both sides are equal, and nothing had to be done.
  record Equal(ObjectKey key) implements Outcome {}

  /// Bytes were carried and proved.
  record Copied(ObjectKey key, long bytes, Proof proof) implements Outcome {}

  /// Only metadata, tags or both were set anew; the bytes were equal already.
  record Updated(ObjectKey key) implements Outcome {}

  /// The destination's object was removed, after its absence at the source was proved.
  record Deleted(ObjectKey key) implements Outcome {}

  /// The destination has a key the source does not have, and the policy keeps it.
  record Kept(ObjectKey key) implements Outcome {}

  /// It is to be deleted, but has not been absent at the source for long enough.
  ///
  /// @param since when its absence was proved first
  /// @param until when it is to be looked at again
  record DeleteWaits(ObjectKey key, Instant since, Instant until) implements Outcome {}

  /// It would be deleted, but the circuit breaker is open (H61).
  record DeleteHeld(ObjectKey key) implements Outcome {}

  /// What a dry run would have done, in a few words.
  record Planned(ObjectKey key, Action action, long bytes) implements Outcome {
    /// What kind of change.
    public enum Action {
      COPY,
      UPDATE,
      DELETE
    }
  }

  /// Its parts are with others who carry them, and see to it that the key is looked at again.
  record HandedOver(ObjectKey key) implements Outcome {}

  /// It cannot be made equal now.
  record Parked(ParkedKey parked) implements Outcome {
    @Override
    public ObjectKey key() {
      return parked.key();
    }
  }

  /// A store gave no answer: nothing is known, the hint stays (H67, decision 11).
  ///
  /// @param sourceSeen whether the source was seen to have the key all the same
  record Unfinished(ObjectKey key, Failure failure, boolean sourceSeen) implements Outcome {
    /// One that says nothing about the source.
    public Unfinished(ObjectKey key, Failure failure) {
      this(key, failure, false);
    }
  }
}
