package dev.longhaul.store;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import org.jspecify.annotations.Nullable;

/// Which page of a listing.
///
/// @param startAfter only keys after this one; `null` from the start
/// @param token where the page before ended, `null` for the first page
/// @param maxKeys entries wanted at most, 1 to 1,000
public record ListingRequest(
    KeyPrefix prefix, @Nullable ObjectKey startAfter, @Nullable String token, int maxKeys) {
  public ListingRequest {
    if (maxKeys < 1 || maxKeys > 1000) {
      throw new IllegalArgumentException("a page has 1 to 1,000 keys, not " + maxKeys);
    }
  }

  /// The first full page of everything under a prefix.
  public static ListingRequest first(KeyPrefix prefix) {
    return new ListingRequest(prefix, null, null, 1000);
  }

  /// The page after the one that ended with this token.
  public ListingRequest next(String nextToken) {
    return new ListingRequest(prefix, startAfter, nextToken, maxKeys);
  }
}
