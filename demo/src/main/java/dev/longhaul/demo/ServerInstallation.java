package dev.longhaul.demo;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
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
    Path folder = folder();
    return String.join(
        File.pathSeparator,
        folder.resolve("classes").toString(),
        folder.resolve("longhaul-demo-servers.jar").toString(),
        folder.resolve(LIBRARIES) + File.separator + "*");
  }

  /// The folder with all libraries of the servers.
  static Path libraries() {
    return folder().resolve(LIBRARIES);
  }

  private static Path folder() {
    return candidates()
        .filter(candidate -> Files.isDirectory(candidate.resolve(LIBRARIES)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "The demo's S3 servers are not there. Build them with"
                    + " ./mvnw -Dquick package, or name their folder with -D"
                    + PROPERTY
                    + "=DIR."));
  }

  private static Stream<Path> candidates() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Stream.of(Path.of(named));
    }
    Path ours = ownFiles();
    // The same build as ours: for demo/target/quick/x.jar, demo/servers/target/quick.
    Stream<Path> besides =
        upwards(ours.getParent())
            .map(folder -> folder.resolve("servers").resolve(folder.relativize(ours.getParent())));
    Stream<Path> anyBuild =
        Stream.concat(upwards(ours), upwards(Path.of("").toAbsolutePath()))
            .flatMap(folder ->
                Stream.of("servers", "servers/target", "servers/target/quick")
                    .map(folder::resolve));
    return Stream.concat(besides, anyBuild);
  }

  private static Stream<Path> upwards(@Nullable Path start) {
    return Stream.iterate(start, Objects::nonNull, Path::getParent);
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
