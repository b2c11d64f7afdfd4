package dev.longhaul.store;

import dev.longhaul.object.ListedObject;

/// What is held to be true of one side of a key before it is acted on (decision 2).
public sealed interface Belief {
  /// Nothing is known, or only that a listing did not show the key, which is no evidence.
  record Unobserved() implements Belief {}

  /// A listing showed it.
  record Listed(ListedObject entry) implements Belief {}

  /// It was read just now.
  record Observed(Observation observation) implements Belief {}
}
