package dev.longhaul.store.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An HTTP proxy that requests go through: a tunnel to stores that speak TLS, a relay to others.
///
/// @param authorization the value of Proxy-Authorization, `null` for none; never printed
public record Proxy(String host, int port, @Nullable String authorization) {
  /// The proxy that the environment names for this endpoint, by the variables that most tools know:
  /// `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, also in small letters. `null` for none.
  ///
  /// @throws IllegalArgumentException when what is named is no proxy
  public static @Nullable Proxy find(Map<String, String> environment, URI endpoint) {
    boolean tls = "https".equalsIgnoreCase(endpoint.getScheme());
    String variable = tls ? "HTTPS_PROXY" : "HTTP_PROXY";
    String named = value(environment, variable);
    String host = endpoint.getHost();
    if (named == null || host == null || isExcepted(host, value(environment, "NO_PROXY"))) {
      return null;
    }
    return parse(named, variable);
  }

  private static @Nullable String value(Map<String, String> environment, String name) {
    String small = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip();
    String value = small.isEmpty() ? environment.getOrDefault(name, "").strip() : small;
    return value.isEmpty() ? null : value;
  }

  /// Whether the list names the host, or a domain that it is in.
  private static boolean isExcepted(String host, @Nullable String list) {
    if (list == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    for (String entry : list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      String domain = entry.startsWith("*.") ? entry.substring(2) : entry.replaceFirst("^\\.", "");
      boolean inside = !domain.isEmpty() && (name.equals(domain) || name.endsWith("." + domain));
      if (inside || entry.equals("*")) {
        return true;
      }
    }
    return false;
  }

  /// The text is not repeated in messages: it may hold a password.
  private static Proxy parse(String text, String variable) {
    String refusal = "the environment's " + variable + " names no proxy; write http://host:port";
    URI url;
    try {
      url = URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException malformed) {
      // Its message would repeat the text.
      throw new IllegalArgumentException(refusal, null);
    }
    if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
      throw new IllegalArgumentException(refusal);
    }
    String user = url.getUserInfo();
    String authorization =
        user == null
            ? null
            : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    return new Proxy(url.getHost(), url.getPort() < 0 ? 80 : url.getPort(), authorization);
  }

  /// The header that tells the proxy who asks; empty for nobody.
  String header() {
    return authorization == null ? "" : "proxy-authorization: " + authorization + "\r\n";
  }

  /// Names where it is, and no secret.
  @Override
  public String toString() {
    return "proxy " + host + ":" + port;
  }
}
