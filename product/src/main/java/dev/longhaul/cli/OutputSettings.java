package dev.longhaul.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a run tells.
///
/// @param json the summary as one JSON object instead of a table
/// @param quiet nothing but the summary, and messages about what went wrong
/// @param report file that gets one line of JSON for every key that was changed, differs or is
///   parked; `-` stands for standard output; `null` for none
public record OutputSettings(boolean json, boolean quiet, @Nullable Path report) {}
