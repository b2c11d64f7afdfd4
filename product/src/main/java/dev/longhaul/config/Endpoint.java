package dev.longhaul.config;

import dev.longhaul.object.Escaped;
import java.net.URI;

/// Addresses of services as people write them: `https://host`, `http://host:port`, or only a host.
public final class Endpoint {
  private Endpoint() {}

  /// The address that this text means; `https` where it names no scheme.
  public static URI parse(String text) {
    URI url = address(text.contains("://") ? text : "https://" + text, text);
    boolean known = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!known || url.getHost() == null || url.getRawQuery() != null) {
      throw refused(text);
    }
    if (url.getPath() != null && !url.getPath().isEmpty() && !url.getPath().equals("/")) {
      throw new IllegalArgumentException(
          "an endpoint has no path; the bucket goes into the location, s3://bucket/prefix");
    }
    return URI.create(url.getScheme() + "://" + url.getRawAuthority());
  }

  private static URI address(String url, String text) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw refused(text);
    }
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "not an endpoint: \"" + Escaped.text(text) + "\"; write https://host or http://host:port");
  }
}
