package dev.longhaul.object;

import org.jspecify.annotations.Nullable;

/// The system-defined metadata that a writer chooses, raw as the store gave it, `null` for none.
///
/// Canonical (H34, H44): an empty Content-Encoding is none, the token `aws-chunked` is dropped,
/// `Expires` is kept as text even when it is no date. A missing Content-Type means
/// `binary/octet-stream`, which S3 stores when nothing is sent.
///
/// @param websiteRedirect `x-amz-website-redirect-location`
public record SystemHeaders(
    @Nullable String cacheControl,
    @Nullable String contentDisposition,
    @Nullable String contentEncoding,
    @Nullable String contentLanguage,
    String contentType,
    @Nullable String expires,
    @Nullable String websiteRedirect) {

  /// What S3 stores as Content-Type when a writer sends none.
  public static final String DEFAULT_CONTENT_TYPE = "binary/octet-stream";

  /// No headers but the default content type.
  public static final SystemHeaders NONE =
      new SystemHeaders(null, null, null, null, DEFAULT_CONTENT_TYPE, null, null);

  public SystemHeaders {
    contentEncoding = withoutAwsChunked(contentEncoding);
    if (contentType.isEmpty()) {
      contentType = DEFAULT_CONTENT_TYPE;
    }
  }

  private static @Nullable String withoutAwsChunked(@Nullable String encoding) {
    if (encoding == null) {
      return null;
    }
    if (!encoding.toLowerCase(java.util.Locale.ROOT).contains("aws-chunked")) {
      return encoding.isBlank() ? null : encoding;
    }
    StringBuilder kept = new StringBuilder();
    for (String token : encoding.split(",", -1)) {
      String stripped = token.strip();
      if (!stripped.isEmpty() && !stripped.equalsIgnoreCase("aws-chunked")) {
        kept.append(kept.isEmpty() ? "" : ",").append(stripped);
      }
    }
    return kept.isEmpty() ? null : kept.toString();
  }
}
