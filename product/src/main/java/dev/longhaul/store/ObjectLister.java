package dev.longhaul.store;

/// Lists objects of one bucket. Thread-safe, changes nothing, never retries.
@FunctionalInterface
public interface ObjectLister {
  /// Asks for one page. It is returned only when it is surely a page of this listing: bucket and
  /// prefix echoed, IsTruncated explicit, a new token exactly when truncated, every key under the
  /// prefix and after `startAfter` (H54, H59, H60). Anything else throws `StoreException`: a
  /// listing that failed is no evidence of anything.
  ListingPage list(ListingRequest request);
}
