package dev.longhaul.scan;

import dev.longhaul.object.ListedObject;
import org.jspecify.annotations.Nullable;

/// Takes what a scan finds, while the scan goes on. Called by many jobs at once, in key order only
/// within a range; may block, which slows the listings down.
@FunctionalInterface
interface DifferenceSink {
  void found(Difference difference);

  /// The merge went past these two entries, which are of one key, or of which one is missing; what
  /// there was to be found about them was found before.
  default void passed(@Nullable ListedObject source, @Nullable ListedObject destination) {}

  /// What was found so far is void: everything is listed and found again (H58).
  default void again() {}
}
