package dev.longhaul.reconcile;

/// What every attempt of one reconciler shares.
record Surroundings(
    StoreEnd source,
    StoreEnd destination,
    Equipment equipment,
    LearnedTags sourceTags,
    LearnedTags destinationTags) {
  LearnedTags tagsOf(StoreEnd end) {
    return end.equals(source) ? sourceTags : destinationTags;
  }
}
