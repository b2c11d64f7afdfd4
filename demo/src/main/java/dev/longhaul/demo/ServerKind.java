package dev.longhaul.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Which S3 server to start, and what it cannot hold.
public enum ServerKind implements ServerProgram {
  /// Adobe's S3Mock behind a signature check: tags, versions, conditional writes, every key.
  S3MOCK("s3mock"),
  /// S3Proxy over a folder of files: no tags, no versions, only keys that are good file names.
  S3PROXY("s3proxy");

  private static final Pattern BAD_FILE_NAME = Pattern.compile("\\.{0,2}");
  private static final int LONGEST_FILE_NAME = 200;

  private final String argument;

  ServerKind(String argument) {
    this.argument = argument;
  }

  @Override
  public String argument() {
    return argument;
  }

  /// Whether the server can hold this object beside the other samples.
  public boolean holds(Sample sample) {
    return switch (this) {
      case S3MOCK -> true;
      case S3PROXY -> sample.tags().isEmpty() && isGoodPath(sample.key()) && keepsExpires(sample);
    };
  }

  private static boolean isGoodPath(String key) {
    // The file "d" and the folder of "d/x" cannot both be.
    return !key.equals("d")
        && Arrays.stream(key.split("/", -1))
            .noneMatch(name ->
                BAD_FILE_NAME.matcher(name).matches()
                    || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_FILE_NAME);
  }

  /// It wants a date and forgets the header when it joins parts.
  private static boolean keepsExpires(Sample sample) {
    String expires = sample.headers().get("Expires");
    return expires == null || (expires.endsWith("GMT") && !sample.multipart());
  }
}
