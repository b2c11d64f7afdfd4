package dev.longhaul.replicate;

/// What became of a route's keys ever since its ledger was made. Never less than it was shown
/// before, also when the process was killed in between: what is shown was written down before.
///
/// @param counts what became of keys
/// @param lag how long they were behind
public record RouteTotals(RouteCounts counts, LagHistogram lag) {}
