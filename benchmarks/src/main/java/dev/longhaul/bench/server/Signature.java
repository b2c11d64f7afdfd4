package dev.longhaul.bench.server;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks whether a request is signed in the way Signature Version 4 wants. Only the form is looked
/// at: computing signatures would cost the server more than answering.
final class Signature {
  private static final Pattern FORM =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/[a-z0-9-]+/s3/aws4_request, ?"
              + "SignedHeaders=([a-z0-9;-]+), ?Signature=[0-9a-f]{64}");

  private static final Pattern PAYLOAD =
      Pattern.compile("[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+");

  private Signature() {}

  /// Whether it has the form, with this access key.
  static boolean isWellFormed(Request request, String accessKey) {
    Map<String, String> headers = request.headers();
    Matcher form = FORM.matcher(headers.getOrDefault("authorization", ""));
    String date = headers.getOrDefault("x-amz-date", "");
    return form.matches()
        && form.group(1).equals(accessKey)
        && date.matches("\\d{8}T\\d{6}Z")
        && date.startsWith(form.group(2))
        && PAYLOAD.matcher(headers.getOrDefault("x-amz-content-sha256", "")).matches()
        && signsEnough(headers, Arrays.asList(form.group(3).split(";", -1)));
  }

  /// The host and everything that changes what the request means.
  private static boolean signsEnough(Map<String, String> headers, List<String> signed) {
    return signed.contains("host")
        && headers.keySet().stream()
            .filter(name -> name.startsWith("x-amz-") || name.equals("content-md5"))
            .allMatch(signed::contains);
  }
}
