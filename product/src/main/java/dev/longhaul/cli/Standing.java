package dev.longhaul.cli;

/// How far a run is.
///
/// @param listed keys seen in the listing of the source so far
/// @param listing whether the listings still go on, so that `found` may grow
/// @param found keys that need a look or a copy, as far as known
/// @param settled how many of them are done with
/// @param parked how many of those are parked
/// @param foundBytes bytes of the keys found, as far as known
/// @param movedBytes bytes that arrived from the source, of finished and unfinished objects
/// @param inFlight keys being worked on
record Standing(
    long listed,
    boolean listing,
    long found,
    long settled,
    long parked,
    long foundBytes,
    long movedBytes,
    long inFlight) {}
