package dev.longhaul.scan;

/// Takes what a scan finds, while the scan goes on. Called by many jobs at once, in key order only
/// within a range; may block, which slows the listings down.
@FunctionalInterface
interface DifferenceSink {
  void found(Difference difference);

  /// What was found so far is void: everything is listed and found again (H58).
  default void again() {}
}
