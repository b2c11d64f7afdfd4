package dev.longhaul.simulation.whole;

import dev.longhaul.reconcile.Outcome;
import org.jspecify.annotations.Nullable;

/// What one attempt at a key was told, as the world saw it.
final class Attempt {
  /// The moment of the world's history at which it began.
  final long began;

  /// Who makes it: what others are told meanwhile of the same key is no answer to it.
  private final String worker;

  /// Whether a HEAD of the source said 404, and nothing else since.
  boolean absentByHead;

  /// Whether a listing of the source did not show the key, and nothing else since.
  boolean absentByListing;

  /// Whether whoever works on hints gave the key up.
  boolean givenUp;

  @Nullable Outcome outcome;

  Attempt(long began, String worker) {
    this.began = began;
    this.worker = worker;
  }

  boolean isOf(String other) {
    return worker.equals(other);
  }
}
