package dev.longhaul.cli;

/// Everything that `longhaul sync` was asked to do.
///
/// @param dryRun says what would be done and changes nothing
public record SyncSettings(
    RouteSettings route,
    LimitSettings limits,
    DeleteLimit deleteLimit,
    StateSettings state,
    OutputSettings output,
    boolean dryRun) {}
