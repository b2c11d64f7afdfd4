package dev.longhaul.scan;

import dev.longhaul.route.KeyMapping;
import dev.longhaul.store.ObjectLister;
import org.jspecify.annotations.Nullable;

/// What to list and how to compare it.
///
/// @param scope which keys count
/// @param judge which pairs count as equal
/// @param report what tells of the source's objects in place of its listing, `null` for the listing
public record ScanPlan(
    ListingSide source,
    ListingSide destination,
    RouteScope scope,
    PairJudge judge,
    ScanLimits limits,
    @Nullable SourceReport report) {
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
        limits,
        null);
  }

  /// The same, with a report in place of the source's listing.
  public ScanPlan by(SourceReport instead) {
    return new ScanPlan(source, destination, scope, judge, limits, instead);
  }

  /// The same, with what a report told as the source's listing.
  ScanPlan listing(ObjectLister told) {
    ListingSide side = new ListingSide(source.name(), told, source.prefix());
    return new ScanPlan(side, destination, scope, judge, limits, null);
  }
}
