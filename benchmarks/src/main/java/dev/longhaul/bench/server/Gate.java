package dev.longhaul.bench.server;

import java.io.IOException;
import java.io.InterruptedIOException;

/// Where requests wait while nothing is to be answered. Thread-safe.
final class Gate {
  private boolean closed;

  synchronized void close() {
    closed = true;
  }

  synchronized void open() {
    closed = false;
    notifyAll();
  }

  /// Waits for as long as it is closed.
  ///
  /// @throws InterruptedIOException once it is open for whom had to wait: who asked may be gone,
  ///   and nothing must be written for it
  synchronized void pass() throws IOException {
    boolean waited = closed;
    while (closed) {
      try {
        wait();
      } catch (InterruptedException interruption) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("no longer waiting");
      }
    }
    if (waited) {
      throw new InterruptedIOException("waited too long");
    }
  }
}
