package dev.longhaul.scan;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.Policy;
import java.util.List;

/// What one pass over a route is to do.
///
/// @param deletes what happens to keys that only the destination has
/// @param doubt when the source's listing is not believed enough to delete by it
/// @param parkedBefore keys that are parked from earlier passes, or have uploads that were begun
///   there and not ended: they are looked at whatever the listings show
public record PassPlan(
    ScanPlan scan,
    Policy.Deletes deletes,
    SourceDoubt doubt,
    List<ObjectKey> parkedBefore,
    PassLimits limits) {
  public PassPlan {
    parkedBefore = List.copyOf(parkedBefore);
    if (scan.report() != null && deletes != Policy.Deletes.KEEP) {
      throw new IllegalArgumentException(
          "what a report of the source does not show proves nothing: such a pass keeps (H63)");
    }
  }

  /// The same, with another doubt.
  PassPlan doubting(SourceDoubt other) {
    return new PassPlan(scan, deletes, other, parkedBefore, limits);
  }

  /// A plan of somebody who knows of no earlier pass.
  ///
  /// @param emptySourceMeansIt whether deletes are wanted even if the source lists no key at all
  public PassPlan(
      ScanPlan scan,
      Policy.Deletes deletes,
      boolean emptySourceMeansIt,
      List<ObjectKey> parkedBefore,
      PassLimits limits) {
    this(scan, deletes, SourceDoubt.ofEmpty(emptySourceMeansIt), parkedBefore, limits);
  }
}
