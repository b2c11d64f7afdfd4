package dev.longhaul.scan;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.Policy;
import java.util.List;

/// What one pass over a route is to do.
///
/// @param deletes what happens to keys that only the destination has
/// @param emptySourceMeansIt whether deletes are wanted even if the source lists no key at all: the
///   operator said how many deletes are right (H60)
/// @param parkedBefore keys that are parked from earlier passes: they get another try
public record PassPlan(
    ScanPlan scan,
    Policy.Deletes deletes,
    boolean emptySourceMeansIt,
    List<ObjectKey> parkedBefore,
    PassLimits limits) {
  public PassPlan {
    parkedBefore = List.copyOf(parkedBefore);
  }
}
