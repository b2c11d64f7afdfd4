package dev.longhaul.reconcile;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.Route;
import dev.longhaul.store.StoreException;

/// Makes one key equal: observes, plans, carries out, proves, until nothing is left to do.
///
/// Thread-safe and idempotent; blocks its caller; holds no lock across a port call. It neither
/// retries nor waits: an `Unfinished` outcome leaves the hint with the caller, who paces.
public final class Reconciler {
  private final Route route;
  private final Surroundings around;
  private final Mode mode;
  private final UnholdableKeys unholdable;

  /// A reconciler of one route.
  public Reconciler(
      Route route, StoreEnd source, StoreEnd destination, Equipment equipment, Mode mode) {
    this.route = route;
    this.around =
        new Surroundings(source, destination, equipment, new LearnedTags(), new LearnedTags());
    this.mode = mode;
    this.unholdable = new UnholdableKeys(around);
  }

  /// Makes the key of a hint equal and says how that ended. What could not be made equal is parked
  /// in the ledger, and released from there once it is equal.
  public Outcome reconcile(Hint hint) {
    Outcome outcome = work(hint);
    if (mode.dryRun()) {
      return outcome;
    }
    write(outcome);
    return switch (outcome) {
      case Outcome.Equal _, Outcome.Copied _, Outcome.Updated _ ->
          leavesNothing(outcome.key()) ? lookedAtAgain(hint, outcome) : outcome;
      case Outcome.Deleted _ -> {
        leavesNothing(outcome.key());
        yield outcome;
      }
      case Outcome.Parked _,
          Outcome.Kept _,
          Outcome.DeleteWaits _,
          Outcome.DeleteHeld _,
          Outcome.Planned _,
          Outcome.HandedOver _,
          Outcome.Unfinished _ ->
          outcome;
    };
  }

  /// There are stores, S3Mock is one, where an abort takes the object of its key along: so what was
  /// equal before it is looked at once more, and believed only then.
  private Outcome lookedAtAgain(Hint hint, Outcome before) {
    Outcome now =
        work(Hint.of(hint.key(), hint.cause(), hint.at()).absentSince(hint.absentSince()));
    write(now);
    return now instanceof Outcome.Equal ? before : now;
  }

  private Outcome work(Hint hint) {
    ObjectKey key = hint.key();
    if (!key.startsWith(route.mapping().source()) || !route.filter().accepts(key)) {
      return new Outcome.Kept(key);
    }
    return route
        .mapping()
        .toDestination(key)
        .map(mapped -> attempt(hint, new KeyPair(key, mapped)))
        .orElseGet(() -> unmappable(key));
  }

  private Outcome attempt(Hint hint, KeyPair keys) {
    return unholdable.check(hint, keys).orElseGet(() -> attemptHoldable(hint, keys));
  }

  private Outcome attemptHoldable(Hint hint, KeyPair keys) {
    try (Knowledge knowledge = new Knowledge(keys, around, hint)) {
      return new Attempt(keys, knowledge, around, route.policy(), mode).run();
    }
  }

  private Outcome unmappable(ObjectKey key) {
    return new Outcome.Parked(
        new ParkedKey(
            key,
            ParkReason.KEY_UNREPRESENTABLE.name(),
            "under the destination's prefix its key would have none or more than 1,024 bytes",
            ParkReason.KEY_UNREPRESENTABLE.remedy(),
            around.equipment().clock().now()));
  }

  /// Asking the ledger to release a key is spared while nothing is parked: most runs never write to
  /// it (decision 4).
  private void write(Outcome outcome) {
    Ledger.Parked parked = around.equipment().ledger().parked();
    switch (outcome) {
      case Outcome.Parked(ParkedKey key) -> parked.park(key);
      case Outcome.Equal _, Outcome.Copied _, Outcome.Updated _, Outcome.Deleted _ -> {
        if (!parked.isEmpty()) {
          parked.release(outcome.key());
        }
      }
      case Outcome.Kept _,
          Outcome.DeleteWaits _,
          Outcome.DeleteHeld _,
          Outcome.Planned _,
          Outcome.HandedOver _,
          Outcome.Unfinished _ -> {}
    }
  }

  /// What a crash or a failure left half sent is of no use to a key that is equal (H40). Where the
  /// store does not abort it now, it stays written down in the ledger and the next audit tries
  /// again: the key is equal all the same. Returns whether anything may have been aborted.
  private boolean leavesNothing(ObjectKey key) {
    if (around.equipment().ledger().uploads().isEmpty()) {
      return false;
    }
    try {
      return route
          .mapping()
          .toDestination(key)
          .map(around.equipment().transfer()::leaveNothing)
          .orElse(false);
    } catch (StoreException stillOpen) {
      // Written down, as said above.
      return true;
    }
  }
}
