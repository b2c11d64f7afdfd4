package dev.longhaul.demo;

import dev.longhaul.cli.WorkerCommand;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/// What runs on an instance for each command: the drop-in script, which is a program of Python, or
/// `longhaul s3copy` where this machine has no Python.
///
/// @param command the operator's own text, to which Main adds the job
/// @param resident whether the script hands its job to a worker that resides on the instance
record CopyScript(String command, boolean resident) {
  private static final String DROP_IN = "worker/S3CopyToChinaSingle.py";

  /// Puts into the folder what this machine can run.
  static CopyScript in(Path folder) {
    return isInstalled("python3") ? dropIn(folder) : program(folder);
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }

  /// The script as `longhaul worker install` puts it in place of the original's.
  static CopyScript dropIn(Path folder) {
    Path script = folder.resolve("S3CopyToChinaSingle.py");
    try (InputStream text =
        Objects.requireNonNull(WorkerCommand.class.getResourceAsStream(DROP_IN), DROP_IN)) {
      Files.copy(text, script);
    } catch (IOException failure) {
      throw new UncheckedIOException("The script could not be written to " + script, failure);
    }
    return new CopyScript("python3 " + quoted(script), true);
  }

  /// A program that does the job itself, at the price of a start of Java for each.
  static CopyScript program(Path folder) {
    Path script = folder.resolve("s3copy");
    String text =
        """
        exec %s -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        --enable-native-access=ALL-UNNAMED -cp %s dev.longhaul.Main s3copy $S3COPY_OPTIONS "$1"
        """
            .formatted(
                quoted(Path.of(System.getProperty("java.home"), "bin", "java")),
                quoted(System.getProperty("java.class.path")));
    try {
      Files.writeString(script, text);
    } catch (IOException failure) {
      throw new UncheckedIOException("The script could not be written to " + script, failure);
    }
    return new CopyScript("sh " + quoted(script), false);
  }

  /// One word for a shell.
  static String quoted(Object text) {
    return "'" + text.toString().replace("'", "'\\''") + "'";
  }

  /// In one line, for people.
  String inWords() {
    return resident
        ? "the drop-in script by python3, which hands each job to the worker that resides there"
        : "longhaul s3copy, one Java per job, as there is no python3 for the drop-in script";
  }
}
