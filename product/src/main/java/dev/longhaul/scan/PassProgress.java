package dev.longhaul.scan;

/// How far a pass is: a snapshot, each number true at nearly the same moment.
///
/// @param listing whether the listings still go on, so that there may be more to do
/// @param waiting keys found that nobody works on yet
/// @param retrying keys that wait for another try
/// @param inFlight keys being worked on
public record PassProgress(
    ScanProgress.Counts scan,
    PassTally.Counts keys,
    boolean listing,
    int waiting,
    int retrying,
    int inFlight) {}
