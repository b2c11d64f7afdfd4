package dev.longhaul.demo;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the files of the servers, which must never be on our own class path.
final class ServerInstallation {

  private static final String PROPERTY = "longhaul.servers";
  private static final String LIBRARIES = "lib";

  private ServerInstallation() {}

  /// Returns the class path of the server processes.
  ///
  /// It lies in the folder that the system property `longhaul.servers` names, else in `servers` or
  /// in the build's output, seen from our own files upwards, else from the working directory.
  ///
  /// @throws IllegalStateException when there are no such files
  static String classPath() {
    Path folder =
        candidates()
            .filter(candidate -> Files.isDirectory(candidate.resolve(LIBRARIES)))
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "The demo's S3 servers are not there. Build them with"
                        + " ./mvnw -Dquick package, or name their folder with -D"
                        + PROPERTY
                        + "=DIR."));
    return String.join(
        File.pathSeparator,
        folder.resolve("classes").toString(),
        folder.resolve("longhaul-demo-servers.jar").toString(),
        folder.resolve(LIBRARIES) + File.separator + "*");
  }

  private static Stream<Path> candidates() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Stream.of(Path.of(named));
    }
    List<Path> folders = new ArrayList<>();
    for (Path start : List.of(ownFiles(), Path.of("").toAbsolutePath())) {
      for (@Nullable Path above = start; above != null; above = above.getParent()) {
        folders.add(above);
      }
    }
    return folders.stream()
        .flatMap(folder ->
            Stream.of("servers", "servers/target", "servers/target/quick").map(folder::resolve));
  }

  private static Path ownFiles() {
    try {
      return Path.of(
          ServerInstallation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException failure) {
      throw new IllegalStateException("The demo does not know where its own files are.", failure);
    }
  }
}
