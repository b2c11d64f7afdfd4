package dev.longhaul.scan;

import dev.longhaul.route.KeyMapping;
import dev.longhaul.store.ObjectLister;

/// What to list and how to compare it.
///
/// @param scope which keys count
/// @param judge which pairs count as equal
public record ScanPlan(
    ListingSide source,
    ListingSide destination,
    RouteScope scope,
    PairJudge judge,
    ScanLimits limits) {
  /// The plan for two listings of one route.
  public static ScanPlan of(
      ObjectLister source,
      ObjectLister destination,
      RouteScope scope,
      PairJudge judge,
      ScanLimits limits) {
    KeyMapping mapping = scope.mapping();
    return new ScanPlan(
        new ListingSide(ListingSide.Name.SOURCE, source, mapping.source()),
        new ListingSide(ListingSide.Name.DESTINATION, destination, mapping.destination()),
        scope,
        judge,
        limits);
  }
}
