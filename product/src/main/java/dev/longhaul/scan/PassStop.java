package dev.longhaul.scan;

import org.jspecify.annotations.Nullable;

/// Why a pass stops before everything is done.
///
/// @param fatal what to throw at the caller, `null` when the report says it all
record PassStop(PassReport.End end, String why, @Nullable Throwable fatal) {}
