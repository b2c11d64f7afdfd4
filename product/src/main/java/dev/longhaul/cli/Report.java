package dev.longhaul.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The file of `--report`: one line of JSON for each key that was changed, differs or is parked.
/// Thread-safe. A full disk stops no copying; `close` tells that lines are missing.
final class Report implements AutoCloseable {
  private final String name;
  private final @Nullable PrintStream lines;
  private final boolean owned;

  private Report(String name, @Nullable PrintStream lines, boolean owned) {
    this.name = name;
    this.lines = lines;
    this.owned = owned;
  }

  /// The report that was asked for; one that keeps nothing when none was.
  static Report open(@Nullable Path path, Terminal terminal) {
    if (path == null) {
      return new Report("none", null, false);
    }
    if (path.toString().equals("-")) {
      return new Report("standard output", terminal.out(), false);
    }
    try {
      OutputStream file = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
      return new Report(
          path.toString(), new PrintStream(file, false, StandardCharsets.UTF_8), true);
    } catch (IOException refused) {
      throw new UsageException("cannot write the report " + path + ": " + refused.getMessage());
    }
  }

  /// Whether lines go anywhere, so that nobody makes them in vain.
  boolean isWanted() {
    return lines != null;
  }

  void add(String line) {
    if (lines != null) {
      lines.println(line);
    }
  }

  /// Writes what is left.
  ///
  /// @throws UsageException when lines could not be written
  @Override
  public void close() {
    if (lines == null) {
      return;
    }
    boolean failed = lines.checkError();
    if (owned) {
      lines.close();
      if (failed || lines.checkError()) {
        throw new UsageException("the report " + name + " is incomplete: the disk took no more");
      }
    }
  }
}
