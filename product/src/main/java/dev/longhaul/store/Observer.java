package dev.longhaul.store;

import dev.longhaul.effect.Clock;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Observes keys of one bucket in three values. Thread-safe.
///
/// A key is absent only by two independent answers: a HEAD says 404, and a valid listing of exactly
/// that key does not hold it, in a bucket that proved itself a moment ago (H15). A wrong bucket
/// name, a revoked permission or a proxy that answers 404 to everything gives `Unknown`.
public final class Observer {
  /// How long a bucket that proved itself is believed to be there.
  public static final Duration BUCKET_PROOF = Duration.ofSeconds(30);

  private final ObjectStore store;
  private final Clock clock;

  /// When the bucket last proved itself; `null` before the first time.
  private final AtomicReference<@Nullable Long> bucketProved = new AtomicReference<>();

  public Observer(ObjectStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Asks for the state of a key: one request when it is there, two or three when it is not.
  public Observation observe(ObjectKey key) {
    try {
      return switch (store.reader().head(key)) {
        case Lookup.Found(var state) -> new Observation.Present(state);
        case Lookup.NotFound(boolean deleteMarker) -> confirmAbsence(key, deleteMarker);
      };
    } catch (StoreException unanswered) {
      return new Observation.Unknown(unanswered.failure());
    }
  }

  private Observation confirmAbsence(ObjectKey key, boolean deleteMarker) {
    proveBucket();
    // In byte order, which nothing else disproves here, the key itself would be the first of all
    // keys that begin with it.
    ListingPage page = store.lister().list(new ListingRequest(KeyPrefix.of(key), null, null, 1));
    for (ListedObject listed : page.objects()) {
      if (listed.key().equals(key)) {
        return new Observation.Unknown(
            new Failure.Transient(
                "HEAD of key "
                    + key
                    + " in "
                    + store.address()
                    + " says 404, but the listing shows it; observe again"));
      }
    }
    return new Observation.Absent(new Observation.Proof(deleteMarker));
  }

  private void proveBucket() {
    long now = clock.nanos();
    Long proved = bucketProved.get();
    if (proved == null || now - proved > BUCKET_PROOF.toNanos()) {
      store.inspector().headBucket();
      bucketProved.set(now);
    }
  }
}
