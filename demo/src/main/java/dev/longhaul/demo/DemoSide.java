package dev.longhaul.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A bucket on an embedded server, as a command line names it.
///
/// @param credentials a file with the two keys, so that they stand on no command line
public record DemoSide(StoreAccess access, String bucket, Path credentials) {

  /// Writes the credentials into the folder, which others must not be able to read.
  public static DemoSide in(Path folder, StoreAccess access, String bucket) {
    Path file = folder.resolve("credentials-" + bucket);
    try {
      Files.writeString(file, access.accessKey() + "\n" + access.secretKey() + "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException("The credentials could not be written to " + file, failure);
    }
    return new DemoSide(access, bucket, file);
  }

  public String location() {
    return "s3://" + bucket;
  }

  /// The options by which this side is reached.
  ///
  /// @param start `--source-`, `--dest-` or `--`
  public List<String> options(String start) {
    return List.of(
        start + "credentials",
        "file:" + credentials,
        start + "endpoint",
        access.endpoint().toString(),
        start + "region",
        access.region(),
        start + "addressing",
        "path");
  }
}
