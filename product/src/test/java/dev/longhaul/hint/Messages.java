package dev.longhaul.hint;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Messages as stores send them.
public final class Messages {
  public static final String TEST_EVENT =
      "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"photos\"}";

  private Messages() {}

  /// One message of S3 about these keys.
  public static String created(String... keys) {
    return List.of(keys).stream()
        .map(key ->
            """
            {"eventVersion":"2.6","eventSource":"aws:s3","awsRegion":"us-west-2",
             "eventTime":"2026-11-24T08:09:10.123Z","eventName":"ObjectCreated:Put",
             "s3":{"bucket":{"name":"photos"},"object":{"key":"%s"}}}\
            """
                .formatted(URLEncoder.encode(key, StandardCharsets.UTF_8)))
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  /// Keys of their own: `from` to `to`, the last not included.
  public static List<String> keys(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> "key " + number).toList();
  }
}
