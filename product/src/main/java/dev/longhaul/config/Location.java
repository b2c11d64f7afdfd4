package dev.longhaul.config;

import dev.longhaul.object.Escaped;
import dev.longhaul.object.KeyPrefix;

/// A bucket, or what of it begins with a prefix, as typed: `s3://bucket` or `s3://bucket/prefix`.
///
/// @param path what stands after the slash behind the bucket, literally
public record Location(String bucket, String path) {
  private static final String SCHEME = "s3://";

  /// The location that this text names.
  public static Location parse(String text) {
    if (!text.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "not a location: \""
              + Escaped.text(text)
              + "\"; write s3://bucket or s3://bucket/prefix");
    }
    int slash = text.indexOf('/', SCHEME.length());
    String bucket = text.substring(SCHEME.length(), slash < 0 ? text.length() : slash);
    if (bucket.isEmpty()) {
      throw new IllegalArgumentException(
          "no bucket in \"" + Escaped.text(text) + "\"; write s3://bucket");
    }
    return new Location(bucket, slash < 0 ? "" : text.substring(slash + 1));
  }

  /// The keys that are meant. A prefix `p` means `p/`, so that `path2/x` is not taken for a part of
  /// `path` (decision 17).
  ///
  /// @param raw takes the prefix as it was typed
  public KeyPrefix prefix(boolean raw) {
    boolean closed = raw || path.isEmpty() || path.endsWith("/");
    return KeyPrefix.of(closed ? path : path + "/");
  }

  @Override
  public String toString() {
    return SCHEME + Escaped.text(bucket) + (path.isEmpty() ? "" : "/" + Escaped.text(path));
  }
}
