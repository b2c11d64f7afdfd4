package dev.longhaul.store.fault;

import dev.longhaul.store.memory.InMemoryStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// An S3 server over a bucket in memory, on sockets of its own so that it can do what no library
/// would: right until it is given a [Fault], and then wrong in exactly that way.
public final class FaultS3 implements AutoCloseable {
  private final InMemoryStore store;
  private final ServerSocket listener;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Asked> requests = new ConcurrentLinkedQueue<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger connections = new AtomicInteger();

  public FaultS3(InMemoryStore store) {
    this.store = store;
    try {
      listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// A fault and whom it meets.
  private record Rule(Predicate<Asked> which, AtomicInteger left, Fault fault) {
    boolean applies(Asked asked) {
      return which.test(asked) && left.getAndDecrement() > 0;
    }
  }

  /// From now on all these requests meet the fault; the fault given last is nearest to the client.
  public FaultS3 always(Predicate<Asked> which, Fault fault) {
    return next(Integer.MAX_VALUE, which, fault);
  }

  /// The next so many of these requests meet the fault.
  public FaultS3 next(int times, Predicate<Asked> which, Fault fault) {
    rules.add(new Rule(which, new AtomicInteger(times), fault));
    return this;
  }

  /// Does everything right from now on.
  public void mend() {
    rules.clear();
  }

  public InMemoryStore store() {
    return store;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /// All requests so far, in the order in which they arrived.
  public List<Asked> requests() {
    return new ArrayList<>(requests);
  }

  /// How many of the requests so far are like this.
  public long count(Predicate<Asked> which) {
    return requests.stream().filter(which).count();
  }

  /// How many connections were made so far.
  public int connections() {
    return connections.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        // Closed: the loop's condition tells.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      boolean more = true;
      while (more) {
        more = exchange(socket, in);
      }
    } catch (IOException _) {
      // The client hung up, as it does on much of what it is served here.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(socket);
    }
  }

  private boolean exchange(Socket socket, InputStream in) throws IOException, InterruptedException {
    Asked asked = Asked.read(in);
    if (asked == null) {
      return false;
    }
    requests.add(asked);
    Service service = new BucketService(store);
    for (Rule rule : rules) {
      if (rule.applies(asked)) {
        service = faulty(rule.fault(), service);
      }
    }
    Answer answer = service.serve(asked);
    if (answer.header("Date") == null) {
      answer = answer.with("Date", Headers.date(Instant.now()));
    }
    answer = answer.with("Server", "FaultS3").with("x-amz-request-id", "R" + requests.size());
    if (asked.method().equals("HEAD")) {
      answer = answer.withoutBody();
    }
    return answer.delivery().send(answer, socket.getOutputStream(), closed);
  }

  private static Service faulty(Fault fault, Service inner) {
    return asked -> fault.serve(asked, inner);
  }

  @Override
  public void close() {
    try {
      listener.close();
      closed.countDown();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
