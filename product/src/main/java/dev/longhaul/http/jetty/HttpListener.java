package dev.longhaul.http.jetty;

import dev.longhaul.http.Endpoint;
import dev.longhaul.http.ListenException;
import dev.longhaul.http.ListenerSettings;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/// Listens at one address for all the endpoints it was given.
public final class HttpListener implements AutoCloseable {
  /// For accepting and selecting; requests have virtual threads.
  private static final int THREADS = 8;

  /// How long `close` waits for answers that are under way.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Server server;
  private final LimitedConnector connector;
  private final ListenerSettings settings;
  private final @Nullable Certificates certificates;

  private HttpListener(
      ListenerSettings settings, List<Endpoint> endpoints, Consumer<String> fault) {
    this.settings = settings;
    this.server = new Server(threads(settings));
    ListenerSettings.Tls tls = settings.tls();
    this.certificates = tls == null ? null : new Certificates(settings.setting(), tls);
    this.connector = connector(server, settings, certificates);
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.limits().idle().toMillis());
    Patience patience = new Patience(connector, settings.limits());
    connector.addBean(patience);
    server.addConnector(connector);
    server.setStopTimeout(GRACE.toMillis());
    server.setErrorHandler(new Refusals());
    server.setHandler(
        new GracefulHandler(
            new Dispatch(
                endpoints,
                new Dispatch.Callers(patience, connector::isFull),
                settings.limits(),
                fault)));
  }

  /// Listens from now on, until it is closed.
  ///
  /// @param fault is told in one line what went wrong within an endpoint, whose caller was told 500
  /// @throws ListenException when the address or the certificate cannot be used
  public static HttpListener open(
      ListenerSettings settings, List<Endpoint> endpoints, Consumer<String> fault) {
    HttpListener listener = new HttpListener(settings, endpoints, fault);
    listener.start();
    return listener;
  }

  private void start() {
    try {
      connector.open();
      server.start();
    } catch (Exception failed) {
      ListenException refused = refused(failed);
      try {
        close();
      } catch (RuntimeException unclean) {
        refused.addSuppressed(unclean);
      }
      throw refused;
    }
  }

  private ListenException refused(Exception failed) {
    String what = settings.setting() + ": cannot listen on " + settings.address() + ": ";
    Throwable reason = failed.getCause() instanceof BindException bind ? bind : failed;
    if (reason instanceof BindException && String.valueOf(reason.getMessage()).contains("in use")) {
      return ListenException.taken(
          what
              + "something else listens there already, maybe another longhaul; stop it, or change "
              + settings.setting(),
          failed);
    }
    String why =
        switch (reason) {
          case BindException _ when settings.port() < 1024 && settings.port() > 0 ->
              reason.getMessage() + "; ports below 1024 need privileges, take a higher one";
          case BindException _ ->
              reason.getMessage() + "; is this an address of this machine? 0.0.0.0 means all";
          case UnresolvedAddressException _ -> "this name is not known here";
          case IOException io when io.getCause() instanceof UnresolvedAddressException ->
              "this name is not known here";
          default -> String.valueOf(reason.getMessage());
        };
    return new ListenException(what + why, failed);
  }

  private static QueuedThreadPool threads(ListenerSettings settings) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, THREADS);
    threads.setName("http-" + settings.setting());
    threads.setDaemon(true);
    threads.setReservedThreads(1);
    VirtualThreadPool virtual = new VirtualThreadPool();
    virtual.setName("http-request-" + settings.setting());
    threads.setVirtualThreadsExecutor(virtual);
    return threads;
  }

  private static LimitedConnector connector(
      Server server, ListenerSettings settings, @Nullable Certificates certificates) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(settings.limits().headBytes());
    http.setUriCompliance(UriCompliance.DEFAULT);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    int most = settings.limits().connections();
    if (certificates == null) {
      return new LimitedConnector(server, most, plain);
    }
    // Whoever reaches a listener within a company rarely does by the name in its certificate.
    http.addCustomizer(new SecureRequestCustomizer(false));
    return new LimitedConnector(
        server, most, new SslConnectionFactory(certificates.factory(), plain.getProtocol()), plain);
  }

  /// The port, also when any was asked for.
  public int port() {
    return connector.getLocalPort();
  }

  /// Takes over certificates whose files have changed, for connections from now on.
  ///
  /// @return whether there were any
  /// @throws ListenException when a file cannot be used; then what was used before still is
  public boolean renew() {
    return certificates != null && certificates.renew();
  }

  /// Listens no more; answers under way are given a few seconds, also when the calling thread is
  /// interrupted, which it is afterwards too.
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      server.stop();
      connector.close();
      connector.closeForgotten();
    } catch (Exception failed) {
      throw new IllegalStateException(
          "closing " + settings.setting() + ": " + failed.getMessage(), failed);
    } finally {
      server.destroy();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
