package dev.longhaul.cli;

import java.io.PrintStream;

/// Where a command writes: results to `out`, everything about how it is going to `err`.
///
/// @param interactive whether `err` is a terminal that a person looks at
/// @param columns width of that terminal in characters
public record Terminal(PrintStream out, PrintStream err, boolean interactive, int columns) {
  /// Columns assumed where nobody says how wide the terminal is.
  public static final int USUAL_COLUMNS = 100;

  public Terminal {
    columns = Math.clamp(columns, 40, 400);
  }
}
