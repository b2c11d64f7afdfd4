package dev.longhaul.scan.inventory;

import dev.longhaul.effect.Scratch;
import dev.longhaul.object.ListedObject;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Reads the rows of a report's files in one format. Thread-safe.
public interface RowFormat {
  /// Hands over the current version of every key that a file has rows of, in the caller's thread.
  /// Rows of older versions and of delete markers are left out. What the taker throws is let
  /// through.
  ///
  /// @param file whole, and checked against its manifest
  /// @param length its bytes
  /// @param fields the columns that the manifest names, in order; none where the file names them
  /// @throws IOException when the file is not in this format or lacks a column that is needed, with
  ///   a message for people that does not name the file
  void read(Scratch.Sheet file, long length, List<String> fields, Consumer<ListedObject> taker)
      throws IOException;
}
