package dev.longhaul.cli;

import dev.longhaul.config.Percentage;

/// Everything that `longhaul verify` was asked to do.
///
/// @param metadata reads metadata and tags of every object
/// @param deep share of the objects whose bytes are read on both sides
public record VerifySettings(
    RouteSettings route,
    boolean metadata,
    Percentage deep,
    LimitSettings limits,
    StateSettings state,
    OutputSettings output) {}
