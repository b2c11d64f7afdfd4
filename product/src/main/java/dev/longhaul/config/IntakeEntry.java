package dev.longhaul.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A way events come in, as a configuration names it.
public sealed interface IntakeEntry {
  String name();

  /// Names of the stores whose events come in here, at least one.
  List<String> stores();

  /// A queue of Amazon SQS, or one that speaks like it.
  ///
  /// @param pollers receives at once
  record Queue(String name, List<String> stores, URI url, ServiceAccess access, int pollers)
      implements IntakeEntry {
    public static final int USUAL_POLLERS = 2;
    private static final int MOST_POLLERS = 64;

    public Queue {
      stores = List.copyOf(stores);
      new Rules()
          .named("intake", name)
          .check(!stores.isEmpty(), "stores", "name at least one store")
          .between("pollers", pollers, 1, MOST_POLLERS)
          .end();
    }

    /// The URL of a queue that this text is.
    public static URI parseUrl(String text) {
      try {
        URI url = new URI(text);
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (web && url.getHost() != null && url.getPath().length() > 1) {
          return url;
        }
      } catch (URISyntaxException malformed) {
        throw new IllegalArgumentException("not the URL of a queue: " + malformed.getReason());
      }
      throw new IllegalArgumentException(
          "not the URL of a queue: \""
              + text
              + "\"; write it as the queue shows it,"
              + " https://sqs.REGION.amazonaws.com/ACCOUNT/NAME");
    }
  }

  /// An HTTP path that stores post to.
  ///
  /// @param token what a poster must send, `null` for none
  /// @param listener `null` for the console's
  /// @param requests how much may be posted
  record Webhook(
      String name,
      List<String> stores,
      String path,
      @Nullable Secret token,
      @Nullable Listener listener,
      RequestLimits requests)
      implements IntakeEntry {
    public Webhook {
      stores = List.copyOf(stores);
      new Rules()
          .named("intake", name)
          .check(!stores.isEmpty(), "stores", "name at least one store")
          .check(
              path.matches("/hooks/[A-Za-z0-9._~/-]{1,200}"),
              "path",
              "begins with /hooks/ and goes on with letters, digits, -, _, . and /")
          .check(
              listener == null
                  || token != null
                  || listener.knowsClients()
                  || listener.address().isLocal(),
              "token",
              "anybody who reaches this address could post events: set a token, or"
                  + " tls.clients")
          .end();
    }

    /// Where it listens.
    ///
    /// @param console where the console does, `null` for nowhere
    public @Nullable Listener at(@Nullable Listener console) {
      return listener == null ? console : listener;
    }
  }

  /// How much may be posted to a webhook.
  ///
  /// @param body bytes of one request at most
  /// @param perSecond requests a second at most
  record RequestLimits(ByteSize body, int perSecond) {
    /// A megabyte, a thousand times a second.
    public static final RequestLimits DEFAULT = new RequestLimits(new ByteSize(1L << 20), 1000);

    public RequestLimits {
      new Rules()
          .check(
              body.bytes() >= 4096 && body.bytes() <= 64L << 20,
              "max-body",
              "between 4KiB and 64MiB")
          .between("max-requests", perSecond, 1, 100_000)
          .end();
    }
  }
}
