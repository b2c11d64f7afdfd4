package dev.longhaul.reconcile;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Observation;
import dev.longhaul.store.StoreException;
import java.util.function.Function;

/// Absence by HEAD and by listing, as a test double.
record TwoLooks(ObjectStore store) implements Function<ObjectKey, Observation> {
  @Override
  public Observation apply(ObjectKey key) {
    try {
      return switch (store.reader().head(key)) {
        case Lookup.Found(ObjectState state) -> new Observation.Present(state);
        case Lookup.NotFound(boolean marker) -> {
          store.lister().list(new ListingRequest(KeyPrefix.of(key.text()), null, null, 1));
          yield new Observation.Absent(new Observation.Proof(marker));
        }
      };
    } catch (StoreException failed) {
      return new Observation.Unknown(failed.failure());
    }
  }
}
