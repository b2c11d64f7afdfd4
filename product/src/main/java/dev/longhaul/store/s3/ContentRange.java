package dev.longhaul.store.s3;

import org.jspecify.annotations.Nullable;

/// A Content-Range header: `bytes first-last/total`.
record ContentRange(long first, long last, long total) {
  /// Reads the header, `null` for anything else.
  static @Nullable ContentRange parse(@Nullable String header) {
    if (header == null || !header.startsWith("bytes ")) {
      return null;
    }
    int dash = header.indexOf('-', 6);
    int slash = header.indexOf('/', dash + 1);
    if (dash < 0 || slash < 0) {
      return null;
    }
    try {
      long first = Long.parseLong(header.substring(6, dash).strip());
      long last = Long.parseLong(header.substring(dash + 1, slash).strip());
      long total = Long.parseLong(header.substring(slash + 1).strip());
      return first < 0 || last < first || total <= last
          ? null
          : new ContentRange(first, last, total);
    } catch (NumberFormatException unknown) {
      return null;
    }
  }
}
