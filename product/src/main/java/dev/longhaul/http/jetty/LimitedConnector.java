package dev.longhaul.http.jetty;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Accepts so many connections at once and lets more wait with the operating system. Jetty's own
/// limit closes those without an answer: whoever posted an event over one would have lost it (H11).
final class LimitedConnector extends ServerConnector {
  /// None of its own: the selector accepts. To stop an acceptor Jetty interrupts it, and what it is
  /// about to accept the JDK then forgets without closing it, so that a caller waits for ever.
  private static final int ACCEPTORS = 0;

  private static final int SELECTORS = 1;

  /// Connections that wait with the operating system; it may cut the callers of more.
  private static final int WAITING = 1024;

  private final Accepting accepting;
  private volatile boolean waiting;

  LimitedConnector(Server server, int most, ConnectionFactory... factories) {
    super(server, ACCEPTORS, SELECTORS, factories);
    this.accepting = new Accepting(most, this::goOn);
    getSelectorManager().addEventListener(accepting);
    setAcceptQueueSize(WAITING);
  }

  /// Whether others wait, or soon would: connections should not be kept for what may come.
  boolean isFull() {
    return accepting.isFull();
  }

  /// Closes the connections that Jetty forgot; called once it has stopped.
  void closeForgotten() {
    accepting.close();
  }

  private void goOn() {
    if (waiting && getSelectorManager() instanceof Doorkeeper doorkeeper) {
      doorkeeper.look();
    }
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new Doorkeeper(executor, scheduler, selectors);
  }

  /// Looks for new connections only while there is room for them.
  private final class Doorkeeper extends ServerConnectorManager {
    private volatile @Nullable SelectableChannel server;

    Doorkeeper(Executor executor, Scheduler scheduler, int selectors) {
      super(executor, scheduler, selectors);
    }

    @Override
    protected @Nullable SelectableChannel doAccept(SelectableChannel channel) throws IOException {
      if (accepting.isFull()) {
        server = channel;
        waiting = true;
        look();
        return null;
      }
      return super.doAccept(channel);
    }

    void look() {
      chooseSelector().submit(this::lookNow);
    }

    private void lookNow(Selector selector) {
      SelectableChannel channel = server;
      SelectionKey key = channel == null ? null : channel.keyFor(selector);
      if (key != null && key.isValid()) {
        waiting = accepting.isFull();
        key.interestOps(waiting ? 0 : SelectionKey.OP_ACCEPT);
      }
    }
  }
}
