package dev.longhaul.store.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A proxy that answers each CONNECT in one way, and leads to the port that was named on this
/// machine when that way is 200.
final class TunnelProxy implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final String answer;

  TunnelProxy(String answer) throws IOException {
    this.answer = answer;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /// What each connection began with.
  List<String> heads() {
    return heads;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> lead(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void lead(Socket client) {
    try {
      String head = head(client.getInputStream());
      heads.add(head);
      client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      if (answer.contains(" 200 ")) {
        int port = Integer.parseInt(head.substring(head.indexOf(':') + 1, head.indexOf(" HTTP")));
        Socket store = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(store);
        Thread.ofVirtual().start(() -> copy(store, client));
        copy(client, store);
      }
    } catch (IOException over) {
      close(client);
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException over) {
      // One of them hung up, which is how a tunnel ends.
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      throw new IllegalStateException(closed);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    sockets.forEach(TunnelProxy::close);
  }
}
