package dev.longhaul.http.jetty;

import java.nio.channels.SelectableChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;

/// Remembers all connections from their being accepted on. One that is accepted while a server
/// stops Jetty forgets without closing it, and its caller would wait for an answer until the
/// process ends.
final class Accepting implements SelectorManager.AcceptListener {
  private final Set<SelectableChannel> open = ConcurrentHashMap.newKeySet();
  private final int most;
  private final Runnable room;
  private volatile boolean closed;

  /// @param most connections at once
  /// @param room is told of each connection that ended
  Accepting(int most, Runnable room) {
    this.most = most;
    this.room = room;
  }

  /// Whether there are as many as there may be.
  boolean isFull() {
    return open.size() >= most;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    open.add(channel);
    if (closed) {
      IO.close(channel);
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    open.remove(channel);
    room.run();
  }

  /// Closes those that nobody will listen to any more, and those that come yet.
  void close() {
    closed = true;
    open.forEach(IO::close);
    open.clear();
  }
}
