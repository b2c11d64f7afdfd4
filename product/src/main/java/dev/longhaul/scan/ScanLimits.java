package dev.longhaul.scan;

/// How much a scan may do at once and hold at once.
///
/// @param ranges key ranges listed at the same time
/// @param mostRanges the same where pages take long
/// @param pagesBeforeSplit pages a range must have had before a part of it is given away, where
///   pages come soon
/// @param lookaheadBytes of listed keys that may wait, per range and side; one page always may
/// @param sortBytes of listed keys held while a listing without order is sorted
public record ScanLimits(
    int ranges, int mostRanges, int pagesBeforeSplit, long lookaheadBytes, long sortBytes) {
  /// For a machine with some hundred megabytes for the process.
  public static final ScanLimits DEFAULT = new ScanLimits(16, 64, 3, 512 << 10, 16 << 20);

  public ScanLimits {
    if (ranges < 1
        || mostRanges < ranges
        || pagesBeforeSplit < 1
        || lookaheadBytes < 1
        || sortBytes < 1) {
      throw new IllegalArgumentException(
          "limits of a scan are at least 1, and the most no less than the usual");
    }
  }
}
