package dev.longhaul.scan;

import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;

/// What a merge of two listings found for one key. Source keys and destination keys are compared
/// after mapping.
public sealed interface Difference {
  /// The source's key.
  ObjectKey key();

  /// Only the source's listing shows it.
  record OnlySource(ObjectKey key, ListedObject source) implements Difference {}

  /// Only the destination's listing shows it.
  record OnlyDestination(ObjectKey key, ListedObject destination) implements Difference {}

  /// Both show it, and the listings do not prove it equal.
  record Unproved(ObjectKey key, ListedObject source, ListedObject destination)
      implements Difference {}

  /// Both show it, and the listings (with a receipt, perhaps) prove it equal.
  record Equal(ObjectKey key, ListedObject source, ListedObject destination)
      implements Difference {}
}
