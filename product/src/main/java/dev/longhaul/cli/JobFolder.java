package dev.longhaul.cli;

import dev.longhaul.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What one job remembers in a process of its own: only a large object has something, and it is
/// gone when the job is done. So jobs that processes do side by side share no file, and one that
/// was given back goes on where it was when it comes to this machine again.
///
/// @param id the job's, which is letters, digits, `-` and `_` only
record JobFolder(States states, StateSettings state, String id) {
  private static final String JOBS = "jobs";

  Ledger ledger(Opened source, Opened destination) {
    return switch (state) {
      case StateSettings.None _ -> states.forgetful();
      case StateSettings.Folder(Path folder) ->
          states.ledger(
              folder.resolve(JOBS).resolve(id), source.identity(), destination.identity());
    };
  }

  /// Forgets the job. Its ledger is closed.
  void clear() {
    if (state instanceof StateSettings.Folder(Path all)) {
      Path folder = all.resolve(JOBS).resolve(id);
      try {
        for (Path file : files(folder)) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
      } catch (IOException refused) {
        throw new UncheckedIOException(folder + " cannot be removed", refused);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
