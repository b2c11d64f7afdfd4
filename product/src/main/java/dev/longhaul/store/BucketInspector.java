package dev.longhaul.store;

/// Inspects the bucket itself. Thread-safe, changes nothing, never retries.
@FunctionalInterface
public interface BucketInspector {
  /// Proves that the bucket exists and answers to our credentials (H15, H68). A missing bucket, a
  /// wrong region, owner or endpoint is a `StoreException` that names the setting to change.
  BucketFacts headBucket();
}
