package dev.longhaul.bench;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a client is to do, and where.
///
/// @param folder of its own, for state and configuration
/// @param certificate what it has to trust, `null` where nothing is encrypted
record Task(
    Workload workload,
    String sourceUrl,
    String destinationUrl,
    Path folder,
    @Nullable Path certificate) {
  static final String SOURCE = "source";
  static final String SINK = "sink";
  static final String SOURCE_SECRET = "source-secret";
  static final String SINK_SECRET = "sink-secret";

  /// An endpoint with the credentials in it.
  static String withCredentials(String url, String key, String secret) {
    URI uri = URI.create(url);
    return uri.getScheme() + "://" + key + ":" + secret + "@" + uri.getAuthority();
  }

  /// The key of the object of this number.
  static String key(long number) {
    return String.format("data/%09d", number);
  }
}
