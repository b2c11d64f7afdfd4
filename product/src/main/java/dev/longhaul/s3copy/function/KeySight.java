package dev.longhaul.s3copy.function;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Observation;

/// Looks at keys of the source's buckets. Thread-safe.
@FunctionalInterface
public interface KeySight {
  /// With the two proofs that absence needs (H15).
  Observation observe(String bucket, ObjectKey key);
}
