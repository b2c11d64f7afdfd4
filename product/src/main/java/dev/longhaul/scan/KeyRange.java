package dev.longhaul.scan;

import dev.longhaul.object.ObjectKey;
import org.jspecify.annotations.Nullable;

/// A part of a route's key space. Its ends are relative keys: what follows the prefix of a side, so
/// that one range means the same on both.
///
/// @param after only keys after this one; `null` from the start
/// @param until only keys up to this one, itself included; `null` to the end
record KeyRange(@Nullable ObjectKey after, @Nullable ObjectKey until) {
  /// The whole key space.
  static final KeyRange ALL = new KeyRange(null, null);

  KeyRange {
    if (after != null && until != null && after.compareTo(until) >= 0) {
      throw new IllegalArgumentException("no range: after " + after + " until " + until);
    }
  }

  /// The keys up to this one, itself included.
  KeyRange head(ObjectKey at) {
    return new KeyRange(after, at);
  }

  /// The keys after this one.
  KeyRange tail(ObjectKey at) {
    return new KeyRange(at, until);
  }
}
