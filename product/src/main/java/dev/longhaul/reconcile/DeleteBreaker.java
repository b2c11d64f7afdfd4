package dev.longhaul.reconcile;

/// Stops deleting before a mistake becomes a loss (H61). Thread-safe; never blocks.
@FunctionalInterface
public interface DeleteBreaker {
  /// Counts one more delete and says whether it may be done; a delete that may not is held.
  boolean admit();
}
