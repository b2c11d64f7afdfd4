package dev.longhaul.store.s3;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.io.CloseMode;

/// Closes connections on which nothing moves any more, in either direction (H65).
///
/// Sockets know a timeout for reading only, and a peer that sends a byte a minute never meets it;
/// one look at all exchanges now and then also costs less than a timer per read.
final class Watchdog implements AutoCloseable {
  private static final int ENOUGH = 64 * 1024;

  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  /// @param interval how often to look
  Watchdog(Duration interval) {
    this.thread = Thread.ofVirtual().name("s3-watchdog").start(() -> watch(interval));
  }

  private void watch(Duration interval) {
    try {
      while (true) {
        Thread.sleep(interval);
        long now = System.nanoTime();
        for (Exchange exchange : exchanges) {
          exchange.closeIfLate(now);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /// Begins to watch; the first deadline is that of a stalled body.
  Exchange begin(HttpConnection connection, Duration stall) {
    Exchange exchange = new Exchange(connection, stall.toNanos());
    exchanges.add(exchange);
    return exchange;
  }

  void end(Exchange exchange) {
    exchanges.remove(exchange);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  /// One request and its answer on one connection. All but the deadline belongs to the thread that
  /// runs it.
  static final class Exchange {
    private final HttpConnection connection;
    private final long stallNanos;
    private volatile long deadline;
    private volatile boolean late;
    private int moved;

    private Exchange(HttpConnection connection, long stallNanos) {
      this.connection = connection;
      this.stallNanos = stallNanos;
      this.deadline = System.nanoTime() + stallNanos;
    }

    /// Allows this much time from now on.
    void allow(Duration time) {
      deadline = System.nanoTime() + time.toNanos();
    }

    /// Allows the usual time for bytes to move.
    void expectBytes() {
      moved = 0;
      deadline = System.nanoTime() + stallNanos;
    }

    /// Notes that bytes moved; only so many of them buy more time.
    void moved(int bytes) {
      moved += bytes;
      if (moved >= ENOUGH) {
        expectBytes();
      }
    }

    /// Whether the connection was closed for being late.
    boolean isLate() {
      return late;
    }

    private void closeIfLate(long now) {
      if (now - deadline > 0 && !late) {
        late = true;
        connection.close(CloseMode.IMMEDIATE);
      }
    }
  }
}
