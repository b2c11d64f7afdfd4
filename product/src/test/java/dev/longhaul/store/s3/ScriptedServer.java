package dev.longhaul.store.s3;

import dev.longhaul.store.fault.RequestHead;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/// A server that answers exactly what a test tells it to, however wrong, and keeps every byte of
/// the requests it got. One answer per request, in the order told.
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final List<Captured> captured = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  ScriptedServer() {
    this(ServerSocketFactory.getDefault());
  }

  /// A server on sockets of another kind, such as those of TLS.
  ScriptedServer(ServerSocketFactory sockets) {
    try {
      listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// A request as it came: its first line, its headers by lower-case name, its body.
  record Captured(String line, Map<String, String> headers, String body) {
    /// The path and query, exactly.
    String target() {
      return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }
  }

  /// What to do with one request.
  ///
  /// @param bytes the answer, one byte per character
  /// @param readBody whether to read the request's body first
  /// @param end what happens to the connection afterwards
  record Answer(String bytes, boolean readBody, End end) {
    enum End {
      KEEP,
      CLOSE,
      STALL
    }

    /// Closes the connection after the answer.
    Answer thenCloses() {
      return new Answer(bytes, readBody, End.CLOSE);
    }

    /// Says nothing more after the answer, but keeps the connection.
    Answer thenStalls() {
      return new Answer(bytes, readBody, End.STALL);
    }

    /// Answers without having read the request's body.
    Answer beforeTheBody() {
      return new Answer(bytes, false, end);
    }
  }

  /// An answer given as raw bytes.
  static Answer raw(String bytes) {
    return new Answer(bytes, true, Answer.End.KEEP);
  }

  /// A well-formed answer.
  ///
  /// @param headers lines such as `ETag: "x"`, each ended by a line feed
  static Answer answer(int status, String headers, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return raw(
        "HTTP/1.1 "
            + status
            + " Whatever\r\n"
            + headers.replace("\n", "\r\n")
            + "Content-Length: "
            + length
            + "\r\n\r\n"
            + new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  /// An S3 error.
  static Answer error(int status, String code) {
    return answer(
        status,
        "Content-Type: application/xml\n",
        "<?xml version=\"1.0\"?><Error><Code>"
            + code
            + "</Code><Message>Said so</Message></Error>");
  }

  /// Answers the next requests like this, one each.
  ScriptedServer then(Answer... next) {
    answers.addAll(List.of(next));
    return this;
  }

  int port() {
    return listener.getLocalPort();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  List<Captured> requests() {
    return captured;
  }

  /// The only request so far.
  Captured request() {
    if (captured.size() != 1) {
      throw new AssertionError("not one request but " + captured.size());
    }
    return captured.get(0);
  }

  /// Begins a new list of requests.
  void forget() {
    captured.clear();
  }

  /// How many connections were made so far.
  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closing) {
      closed.countDown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (answerOne(socket, in)) {
        socket.getOutputStream().flush();
      }
    } catch (IOException hungUp) {
      sockets.remove(socket);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answerOne(Socket socket, InputStream in)
      throws IOException, InterruptedException {
    RequestHead head = RequestHead.read(in);
    if (head == null) {
      return false;
    }
    Answer answer = answers.poll(10, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IOException("no answer was scripted for " + head.line());
    }
    String body = "";
    if (answer.readBody()) {
      body = new String(in.readNBytes(head.length()), StandardCharsets.ISO_8859_1);
    }
    captured.add(new Captured(head.line(), head.headers(), body));
    socket.getOutputStream().write(answer.bytes().getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    if (answer.end() == Answer.End.STALL) {
      closed.await();
    }
    return answer.end() == Answer.End.KEEP;
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
      closed.countDown();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
