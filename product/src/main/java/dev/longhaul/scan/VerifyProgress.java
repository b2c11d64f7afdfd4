package dev.longhaul.scan;

/// How far a verification is: a snapshot, each number true at nearly the same moment.
///
/// @param found keys that have to be looked at, as far as known
/// @param settled those that were looked at
/// @param listing whether the listings still go on, so that there may be more to look at
public record VerifyProgress(
    ScanProgress.Counts scan,
    VerifyReport.Counts keys,
    long found,
    long settled,
    boolean listing,
    int inFlight) {}
