package dev.longhaul.reconcile;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Belief;
import dev.longhaul.store.KeyShape;
import dev.longhaul.store.Observation;
import java.util.Optional;

/// Keys that the destination was seen to refuse or to store as other keys (H52). Nothing is ever
/// asked of the destination under such a key, since the answer, the bytes written or the object
/// deleted could be a neighbour's. Thread-safe.
final class UnholdableKeys {
  private final Surroundings around;

  UnholdableKeys(Surroundings around) {
    this.around = around;
  }

  /// What becomes of the key; empty when the destination can hold it.
  Optional<Outcome> check(Hint hint, KeyPair keys) {
    // Most keys are of no odd shape, whatever their size; only the others are worth a request.
    return shape(keys, Long.MAX_VALUE).flatMap(_ -> judge(hint, keys));
  }

  private Optional<KeyShape> shape(KeyPair keys, long size) {
    return around.destination().capabilities().get().refuses(keys.destination(), size);
  }

  private Sight observed(Sight source, KeyPair keys) {
    if (!(source instanceof Sight.Unobserved)) {
      return source;
    }
    Observation observation = around.source().observer().observe(keys.source());
    return Sight.of(observation);
  }

  private Optional<Outcome> judge(Hint hint, KeyPair keys) {
    return switch (observed(Sight.of(hint.source()), keys)) {
      case Sight.Listed(var entry) -> present(keys, entry.size());
      case Sight.Seen(ObjectState state, var _, var _) -> present(keys, state.size());
      case Sight.Absent _ ->
          shape(keys, 0).isPresent() ? Optional.of(absent(hint)) : Optional.empty();
      case Sight.Unknown(var failure) ->
          Optional.of(new Outcome.Unfinished(keys.source(), failure));
      case Sight.Unobserved() -> throw new IllegalStateException("the source was observed");
    };
  }

  /// What a listing of the destination shows under such a name is left alone.
  private static Outcome absent(Hint hint) {
    return hint.destination() instanceof Belief.Listed
        ? new Outcome.Kept(hint.key())
        : new Outcome.Equal(hint.key());
  }

  private Optional<Outcome> present(KeyPair keys, long size) {
    return shape(keys, size)
        .map(shape ->
            new Outcome.Parked(
                new ParkedKey(
                    keys.source(),
                    ParkReason.KEY_UNREPRESENTABLE.name(),
                    "the destination was seen to refuse keys with "
                        + shape.words()
                        + ", or to store them as other keys",
                    ParkReason.KEY_UNREPRESENTABLE.remedy(),
                    around.equipment().clock().now())));
  }
}
