package dev.longhaul.config;

import dev.longhaul.object.Escaped;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the process listens for HTTP.
///
/// @param tls `null` for plain HTTP
public record Listener(Address address, @Nullable Tls tls) {
  /// A host and port of this machine.
  ///
  /// @param host a name or a number; `0.0.0.0` for every network
  public record Address(String host, int port) {
    private static final Pattern FORM =
        Pattern.compile("(?:\\[([0-9a-fA-F:.%a-z]+)]|([A-Za-z0-9.-]+)):([0-9]{1,5})");

    public Address {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("a port is between 1 and 65535, not " + port);
      }
    }

    /// The address that this text means: `127.0.0.1:8080`, `[::1]:8080`.
    public static Address parse(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "not an address to listen on: \""
                + Escaped.text(text)
                + "\"; write 127.0.0.1:8080, or 0.0.0.0:8080 for every network");
      }
      String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      return new Address(host, Integer.parseInt(matcher.group(3)));
    }

    /// Whether only this machine can reach it.
    public boolean isLocal() {
      return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
    }

    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /// What HTTPS needs, as PEM files.
  ///
  /// @param clients who may sign certificates of clients, `null` when clients need none
  public record Tls(Path certificate, Path key, @Nullable Path clients) {}

  /// Whether whoever connects has shown a certificate.
  boolean knowsClients() {
    return tls != null && tls.clients() != null;
  }
}
