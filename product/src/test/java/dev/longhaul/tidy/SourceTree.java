package dev.longhaul.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The files of the clone that a person wrote.
public record SourceTree(Path root, List<Path> files) {
  private static final Set<String> GENERATED = Set.of("target", ".git", "node_modules");

  /// Finds the clone from the folder that the tests run in.
  public static SourceTree find() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("no mvnw above " + Path.of("").toAbsolutePath());
      }
      folder = parent;
    }
    return new SourceTree(folder, walk(folder));
  }

  /// All files whose name has one of the endings, in a fixed order.
  public List<Path> ending(String... endings) {
    return files.stream()
        .filter(file -> List.of(endings).stream().anyMatch(end -> file.toString().endsWith(end)))
        .toList();
  }

  private static List<Path> walk(Path root) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              Path name = folder.getFileName();
              return name != null && GENERATED.contains(name.toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              found.add(file);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + root, failure);
    }
    return found.stream().sorted().toList();
  }
}
