package dev.longhaul.store.s3;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Sets up HttpClient's connection pool for one store, and nothing of HttpClient above it: no
/// redirects, retries, cookies, authentication or decompression happen on their own.
final class Connections {
  /// Holds the head of a request and a small body in one write, and a small answer in one read.
  private static final int BUFFER_BYTES = 16 * 1024;

  /// A connection lives no longer, so that changes of DNS are followed (H65).
  private static final TimeValue TIME_TO_LIVE = TimeValue.ofMinutes(5);

  /// After this much idleness a connection is checked before a request is risked on it.
  private static final TimeValue TRUSTED_FOR = TimeValue.ofSeconds(1);

  /// For plain HTTP: loading certificates that nobody asks for would delay the start.
  private static final TlsSocketStrategy NO_TLS =
      (_, target, _, _, _) -> {
        throw new IllegalStateException("TLS was not set up for " + target);
      };

  private Connections() {}

  /// TLS with the certificates that this trusts; the JDK checks the name.
  static TlsSocketStrategy tls(SSLContext trust) {
    return new DefaultClientTlsStrategy(trust, HostnameVerificationPolicy.BUILTIN, null);
  }

  /// Plain HTTP, whose sockets have channels.
  static TlsSocketStrategy noTls() {
    return NO_TLS;
  }

  static HttpRoute route(Endpoint endpoint, @Nullable Proxy proxy) {
    HttpHost host =
        new HttpHost(endpoint.tls() ? "https" : "http", endpoint.host(), endpoint.port());
    return proxy == null
        ? new HttpRoute(host, null, endpoint.tls())
        : new HttpRoute(
            host, null, new HttpHost("http", proxy.host(), proxy.port()), endpoint.tls());
  }

  static PoolingHttpClientConnectionManager open(
      Duration connect, int most, TlsSocketStrategy tls) {
    Http1Config http =
        Http1Config.custom()
            .setBufferSize(BUFFER_BYTES)
            .setMaxLineLength(32 * 1024)
            .setMaxHeaderCount(1000)
            .build();
    return new Builder(tls.equals(NO_TLS) ? () -> SocketChannel.open().socket() : Socket::new)
        .setConnectionFactory(_ -> new BodyConnection(http))
        .setTlsSocketStrategy(tls)
        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
        .setConnPoolPolicy(PoolReusePolicy.LIFO)
        .setMaxConnTotal(most)
        .setMaxConnPerRoute(most)
        .setDefaultSocketConfig(
            SocketConfig.custom().setTcpNoDelay(true).setSoKeepAlive(true).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(connect))
                .setTimeToLive(TIME_TO_LIVE)
                .setValidateAfterInactivity(TRUSTED_FOR)
                .build())
        .build();
  }

  /// Makes a socket that is not connected yet.
  @FunctionalInterface
  private interface Sockets {
    Socket make() throws IOException;
  }

  /// HttpClient's own but for the sockets.
  private static final class Builder extends PoolingHttpClientConnectionManagerBuilder {
    private final Sockets sockets;

    Builder(Sockets sockets) {
      this.sockets = sockets;
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          _ -> sockets.make(), ports, names, name -> name.equals("https") ? tls : null);
    }
  }
}
