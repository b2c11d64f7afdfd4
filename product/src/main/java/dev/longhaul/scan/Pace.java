package dev.longhaul.scan;

/// How long a store takes for a page, and what follows from that: the longer the way, the more
/// ranges are listed at once, until pages come as fast as they can be merged. Guarded by the scan's
/// monitor.
///
/// The page that came fastest counts, since on a busy store pages take the longer the more of them
/// are asked for at once.
final class Pace {
  /// More pages a second than this are not merged by one core.
  private static final double ENOUGH_PAGES = 600;

  private static final long SECOND = 1_000_000_000;

  private final ScanLimits limits;
  private long fastest = Long.MAX_VALUE;

  Pace(ScanLimits limits) {
    this.limits = limits;
  }

  /// A page took so long.
  void took(long nanos) {
    fastest = Math.min(fastest, nanos);
  }

  /// Ranges to list at once.
  int ranges() {
    if (fastest == Long.MAX_VALUE) {
      return limits.ranges();
    }
    long needed = (long) (ENOUGH_PAGES * fastest / SECOND);
    return Math.clamp(needed, limits.ranges(), limits.mostRanges());
  }
}
