package dev.longhaul.route;

import dev.longhaul.object.ObjectKey;

/// Which source keys a route is about. A key that is filtered out is never copied and never deleted
/// (decision 17). Pure and thread-safe.
@FunctionalInterface
public interface KeyFilter {
  /// Every key.
  KeyFilter ALL = key -> true;

  /// @param key a key of the source, whole
  boolean accepts(ObjectKey key);
}
