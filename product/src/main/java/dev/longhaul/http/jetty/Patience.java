package dev.longhaul.http.jetty;

import dev.longhaul.http.ListenerSettings.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/// Closes connections that keep us waiting. Jetty's idle timeout begins anew with each byte, so
/// callers who send one now and then could hold all connections for ever.
final class Patience extends AbstractLifeCycle {
  private static final long LONGEST_PAUSE_MILLIS = 1000;
  private static final int LOOKS_PER_LIMIT = 4;

  private final ServerConnector connector;
  private final Limits limits;

  /// When each connection's time is up, by `System.nanoTime`.
  private final Map<EndPoint, Long> ends = new ConcurrentHashMap<>();

  Patience(ServerConnector connector, Limits limits) {
    this.connector = connector;
    this.limits = limits;
  }

  /// From now on a body has to come, or an answer to be taken.
  void awaitCaller(Request request) {
    ends.put(connection(request), after(limits.request()));
  }

  /// From now on it is we who take our time.
  void awaitUs(Request request) {
    ends.put(connection(request), after(Duration.ofDays(365)));
  }

  /// From now on the head of the next request may come.
  void awaitNext(Request request) {
    ends.put(connection(request), after(limits.idle()));
  }

  @Override
  protected void doStart() {
    connector.getScheduler().schedule(this::look, pauseMillis(), TimeUnit.MILLISECONDS);
  }

  private long pauseMillis() {
    long shortest = Math.min(limits.idle().toMillis(), limits.request().toMillis());
    return Math.clamp(shortest / LOOKS_PER_LIMIT, 10, LONGEST_PAUSE_MILLIS);
  }

  private void look() {
    long now = System.nanoTime();
    for (EndPoint connection : connector.getConnectedEndPoints()) {
      Long end = ends.putIfAbsent(connection, after(limits.idle()));
      if (end != null && now - end > 0) {
        connection.close(new TimeoutException("the caller takes too long"));
      }
    }
    ends.keySet().removeIf(connection -> !connection.isOpen());
    if (isRunning()) {
      doStart();
    }
  }

  private static long after(Duration duration) {
    return System.nanoTime() + duration.toNanos();
  }

  /// The one on the network, below TLS.
  private static EndPoint connection(Request request) {
    EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
    while (connection instanceof EndPoint.Wrapper wrapper) {
      connection = wrapper.unwrap();
    }
    return connection;
  }
}
