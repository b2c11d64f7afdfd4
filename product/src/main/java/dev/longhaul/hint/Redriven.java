package dev.longhaul.hint;

import org.jspecify.annotations.Nullable;

/// How far bringing dead letters back came.
///
/// @param moved so many are where they should be, and no longer dead
/// @param left so many were tried and are still dead
/// @param why what the first of those met, or what ended the work; `null` when nothing did
public record Redriven(int moved, int left, @Nullable String why) {}
