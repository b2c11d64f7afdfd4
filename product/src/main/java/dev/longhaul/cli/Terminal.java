package dev.longhaul.cli;

import java.io.PrintStream;

/// Where a command writes: results to `out`, everything about how it is going to `err`.
///
/// @param interactive whether `err` is a terminal that a person looks at
public record Terminal(PrintStream out, PrintStream err, boolean interactive) {}
