package dev.longhaul.cli;

import dev.longhaul.config.DeleteLimit;
import dev.longhaul.config.Percentage;
import dev.longhaul.config.SideSettings;
import org.jspecify.annotations.Nullable;

/// Everything that `longhaul sync` was asked to do.
///
/// @param deleteLimit what was asked for, `null` for the usual limit
/// @param maxShrink how much of the source may be gone since the last pass before deletes are held
/// @param dryRun says what would be done and changes nothing
/// @param inventory where reports lie that take the place of the source's listing, `null` for the
///   listing
public record SyncSettings(
    RouteSettings route,
    LimitSettings limits,
    @Nullable DeleteLimit deleteLimit,
    Percentage maxShrink,
    StateSettings state,
    OutputSettings output,
    boolean dryRun,
    @Nullable SideSettings inventory) {}
