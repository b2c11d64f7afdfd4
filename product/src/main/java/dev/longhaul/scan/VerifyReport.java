package dev.longhaul.scan;

import dev.longhaul.store.Failure;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How a verification ended.
///
/// @param why what a person should know about an end before everything was looked at; empty else
/// @param listingFailures why listings are not complete; empty when they are
/// @param sorted whether a listing was not in byte order, so that both were sorted
public record VerifyReport(
    PassReport.End end,
    String why,
    Counts counts,
    ScanProgress.Counts scan,
    List<Failure> listingFailures,
    boolean sorted) {
  public VerifyReport {
    listingFailures = List.copyOf(listingFailures);
  }

  /// What a verification says.
  public enum Verdict {
    EQUAL,
    DIFFERENT,
    /// Nothing was found that differs, but not everything could be looked at.
    UNKNOWN
  }

  /// What became of the keys.
  ///
  /// @param byListing pairs that listings and receipts proved equal, and nothing more was asked of
  /// @param byRequest pairs that were looked at and are equal
  /// @param keysRead pairs whose bytes were read on both sides and are the same
  /// @param bytesRead those of their sources
  /// @param different keys that differ
  /// @param unknown keys of which it cannot be told
  /// @param aspects how many keys differ in what; a key may differ in more than one
  public record Counts(
      long byListing,
      long byRequest,
      long keysRead,
      long bytesRead,
      long different,
      long unknown,
      SortedMap<Aspect, Long> aspects) {
    public Counts {
      aspects = new TreeMap<>(aspects);
    }
  }

  /// What all of it says.
  public Verdict verdict() {
    if (counts.different() > 0) {
      return Verdict.DIFFERENT;
    }
    boolean all = end == PassReport.End.COMPLETE && counts.unknown() == 0;
    return all ? Verdict.EQUAL : Verdict.UNKNOWN;
  }
}
