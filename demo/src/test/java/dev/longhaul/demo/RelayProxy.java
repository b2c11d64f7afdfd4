package dev.longhaul.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/// Stands between a client and a server on loopback, mostly one of S3, writes down each request and
/// holds those that a rule names. It changes nothing, so that signatures stay valid.
final class RelayProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final URI upstream;
  private volatile RelayRule rule;
  private final ConcurrentLinkedQueue<RelayedRequest> requests = new ConcurrentLinkedQueue<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> held = new CompletableFuture<>();
  private final CountDownLatch released = new CountDownLatch(1);

  private RelayProxy(URI upstream, RelayRule rule) throws IOException {
    this.upstream = upstream;
    this.rule = rule;
    listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static RelayProxy before(StoreAccess server, RelayRule rule) {
    return before(server.endpoint(), rule);
  }

  /// @param server where it listens; any that speaks HTTP/1.1
  static RelayProxy before(URI server, RelayRule rule) {
    try {
      return new RelayProxy(server, rule);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /// All requests so far, in the order in which their heads arrived.
  List<RelayedRequest> requests() {
    return new ArrayList<>(requests);
  }

  /// Begins a new list of requests.
  void forget() {
    requests.clear();
  }

  long count(Predicate<RelayedRequest> which) {
    return requests.stream().filter(which).count();
  }

  /// Waits until the rule has held a request.
  void awaitHeld() {
    held.join();
  }

  /// Waits until the rule has held a request.
  ///
  /// @throws AssertionError when what was to make the request ended before
  void awaitHeld(CompletableFuture<?> ended) {
    CompletableFuture.anyOf(held, ended).join();
    if (!held.isDone()) {
      throw new AssertionError("It ended without the request to be held: " + requests());
    }
  }

  /// Lets go whatever is held.
  void release() {
    released.countDown();
  }

  /// Cuts all connections and lets everything through from now on, at the same address.
  void restart() {
    rule = RelayRule.PASS;
    cut();
  }

  /// Cuts all connections for good.
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    cut();
  }

  private void cut() {
    try {
      for (Socket socket : sockets) {
        socket.close();
      }
      released.countDown();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        // Closed, or the client is gone: the loop's condition tells which.
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(upstream.getHost(), upstream.getPort())) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      sockets.add(server);
      var fromClient = new BufferedInputStream(client.getInputStream(), 1 << 16);
      var fromServer = new BufferedInputStream(server.getInputStream(), 1 << 16);
      boolean more = true;
      while (more) {
        more = exchange(fromClient, client.getOutputStream(), fromServer, server.getOutputStream());
      }
    } catch (IOException _) {
      // One side closed the connection; both ends are closed above.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(client);
    }
  }

  /// Carries one request and its answer; says whether the connections can carry another.
  private boolean exchange(
      InputStream fromClient, OutputStream toClient, InputStream fromServer, OutputStream toServer)
      throws IOException, InterruptedException {
    MessageHead head = MessageHead.read(fromClient);
    if (head == null) {
      return false;
    }
    RelayedRequest request = head.request();
    requests.add(request);
    long arrived = System.nanoTime();
    RelayRule.Verdict verdict = rule.judge(request);
    if (verdict == RelayRule.Verdict.CUT) {
      return false;
    }
    if (verdict == RelayRule.Verdict.HOLD) {
      hold();
    }
    if (head.expectsContinue()) {
      toClient.write(MessageHead.CONTINUE);
    }
    if (verdict == RelayRule.Verdict.BUSY) {
      head.copyRequestBody(fromClient, OutputStream.nullOutputStream());
      toClient.write(MessageHead.busy(request.method()));
      toClient.flush();
      return !head.closes();
    }
    toServer.write(head.bytesWithoutExpect());
    head.copyRequestBody(fromClient, toServer);
    toServer.flush();
    MessageHead answer = MessageHead.read(fromServer);
    if (answer == null) {
      return false;
    }
    rule.answered(request, answer.status(), arrived);
    if (verdict == RelayRule.Verdict.LOSE_ANSWER) {
      answer.copyAnswerBody(request.method(), fromServer, OutputStream.nullOutputStream());
      return false;
    }
    if (verdict == RelayRule.Verdict.HOLD_ANSWER) {
      hold();
    }
    toClient.write(answer.bytesWithoutExpect());
    answer.copyAnswerBody(request.method(), fromServer, toClient);
    toClient.flush();
    return !head.closes() && !answer.closes();
  }

  private void hold() throws InterruptedException {
    held.complete(null);
    released.await();
  }
}
