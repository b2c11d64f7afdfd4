package dev.longhaul.cli;

import dev.longhaul.config.StateFolder;
import java.nio.file.Path;
import java.util.Map;

/// Where runs keep what the next one may use (decision 4).
public sealed interface StateSettings {
  /// Nothing is kept.
  record None() implements StateSettings {}

  /// Files in this folder, made when there is something to keep.
  record Folder(Path path) implements StateSettings {}

  /// What `--state` means: `none`, or a folder.
  static StateSettings parse(String text) {
    return text.equals("none") ? new None() : new Folder(Path.of(text));
  }

  /// The folder of [StateFolder].
  static StateSettings usual(Map<String, String> environment) {
    return new Folder(usualFolder(environment));
  }

  /// The same as a path.
  static Path usualFolder(Map<String, String> environment) {
    return StateFolder.usual(environment);
  }
}
