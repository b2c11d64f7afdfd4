package dev.longhaul.store.s3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a store says when it does not do what it was asked.
///
/// @param status the HTTP status; 200 where an error hides behind one (H30)
/// @param code the code of the error document, `null` without a well-formed one
/// @param message the store's own words, empty for none
/// @param region the region the store names as the bucket's, `null` for none
/// @param retryAfterMillis what the store asks to wait, or 0
/// @param requestId the store's name for the request, by which its operators find it; `null` for
///   none
record ErrorReply(
    int status,
    @Nullable String code,
    String message,
    @Nullable String region,
    long retryAfterMillis,
    @Nullable String requestId) {
  /// The longest error document that is read (H80).
  static final int MAX_BYTES = 64 * 1024;

  /// Reads the error document of a reply.
  static ErrorReply of(Reply reply) throws java.io.IOException {
    byte[] body = reply.readAtMost(MAX_BYTES);
    return of(reply, body.length > MAX_BYTES ? new byte[0] : body);
  }

  /// Takes an error document that was read already.
  static ErrorReply of(Reply reply, byte[] body) {
    String region = reply.header("x-amz-bucket-region");
    long wait = retryAfter(reply.header("retry-after"));
    XmlElement error = parse(body);
    String id = reply.header("x-amz-request-id");
    if (error == null) {
      return new ErrorReply(reply.status(), null, snippet(body), region, wait, id);
    }
    String named = error.text("Region");
    return new ErrorReply(
        reply.status(),
        error.text("Code"),
        words(error),
        region == null ? named : region,
        wait,
        id == null ? error.text("RequestId") : id);
  }

  /// The store's own words, and the endpoint that it wants to be asked at instead (H68).
  private static String words(XmlElement error) {
    String message = error.textOr("Message", "");
    String elsewhere = error.textOr("Endpoint", "");
    return elsewhere.isEmpty() ? message : message + " Endpoint: " + elsewhere;
  }

  private static @Nullable XmlElement parse(byte[] body) {
    if (body.length == 0) {
      return null;
    }
    try {
      XmlElement root = XmlElement.parse(body);
      return root.name().equals("Error") && root.text("Code") != null ? root : null;
    } catch (XmlElement.Malformed noDocument) {
      return null;
    }
  }

  private static String snippet(byte[] body) {
    return new String(Arrays.copyOf(body, Math.min(body.length, 120)), StandardCharsets.UTF_8)
        .strip();
  }

  private static long retryAfter(@Nullable String header) {
    if (header == null || header.isEmpty() || header.length() > 6) {
      return 0;
    }
    return header.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(header) * 1000 : 0;
  }

  boolean is(String expected) {
    return expected.equals(code);
  }
}
