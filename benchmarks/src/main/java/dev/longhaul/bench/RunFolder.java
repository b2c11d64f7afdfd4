package dev.longhaul.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder on a disk for configuration, log and state; it goes when it is closed.
record RunFolder(Path path) implements AutoCloseable {
  /// Often on a disk where the folder of temporary files is in memory.
  private static final Path PARENT = Path.of("/var/tmp");

  static RunFolder make() throws IOException {
    return new RunFolder(Files.createTempDirectory(PARENT, "longhaul-bench"));
  }

  @Override
  public void close() throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(path)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : paths) {
      Files.deleteIfExists(each);
    }
  }
}
