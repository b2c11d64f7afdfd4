package dev.longhaul.http;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where and how to listen.
///
/// @param setting the setting that says so, named in messages: `console.listen`
/// @param host a name or number of this machine
/// @param port 0 for any that is free
/// @param tls `null` for plain HTTP
public record ListenerSettings(
    String setting, String host, int port, @Nullable Tls tls, Limits limits) {
  public ListenerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(setting + ": a port is at most 65535, not " + port);
    }
  }

  /// Plain HTTP with the usual limits.
  public static ListenerSettings plain(String setting, String host, int port) {
    return new ListenerSettings(setting, host, port, null, Limits.USUAL);
  }

  /// The same over TLS.
  public ListenerSettings over(@Nullable Tls otherTls) {
    return new ListenerSettings(setting, host, port, otherTls, limits);
  }

  /// The same with other limits.
  public ListenerSettings within(Limits otherLimits) {
    return new ListenerSettings(setting, host, port, tls, otherLimits);
  }

  /// The address as it is written.
  public String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /// PEM files.
  ///
  /// @param certificate the certificate, then those that lead to a known authority
  /// @param key its private key as PKCS #8, not encrypted
  /// @param clients who may sign certificates of clients, each of which then needs one; `null` when
  ///   they need none
  public record Tls(Path certificate, Path key, @Nullable Path clients) {}

  /// What one caller, or all together, may cost.
  ///
  /// @param connections open at once; more wait to be accepted
  /// @param requests worked on at once; more wait, and are refused after `request`
  /// @param headBytes of one request line with its headers
  /// @param idle how long a connection may be open without a whole head of a request
  /// @param request how long a body may take to come, and an answer to be taken
  public record Limits(
      int connections, int requests, int headBytes, Duration idle, Duration request) {
    /// For a console and posters of events.
    public static final Limits USUAL =
        new Limits(512, 64, 16 * 1024, Duration.ofSeconds(60), Duration.ofSeconds(30));

    public Limits {
      if (connections < 1 || requests < 1 || headBytes < 1024) {
        throw new IllegalArgumentException("a listener that nobody can use");
      }
      if (idle.isNegative() || idle.isZero() || request.isNegative() || request.isZero()) {
        throw new IllegalArgumentException("a listener that waits for nobody");
      }
    }
  }
}
