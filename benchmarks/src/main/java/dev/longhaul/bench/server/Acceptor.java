package dev.longhaul.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// Where connections come in.
interface Acceptor {
  /// The next connection.
  Line accept() throws IOException;

  int port();

  static Acceptor plain(InetSocketAddress address, int backlog) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(address, backlog);
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    return new Acceptor() {
      @Override
      public Line accept() throws IOException {
        SocketChannel channel = server.accept();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new Line.Plain(channel);
      }

      @Override
      public int port() {
        return port;
      }
    };
  }

  static Acceptor tls(InetSocketAddress address, int backlog) throws IOException {
    SSLServerSocket server =
        (SSLServerSocket) context().getServerSocketFactory().createServerSocket();
    server.bind(address, backlog);
    return new Acceptor() {
      @Override
      public Line accept() throws IOException {
        SSLSocket socket = (SSLSocket) server.accept();
        socket.setTcpNoDelay(true);
        return new Line.Tls(socket);
      }

      @Override
      public int port() {
        return server.getLocalPort();
      }
    };
  }

  private static SSLContext context() throws IOException {
    char[] password = "synthetic".toCharArray();
    try (InputStream file = Files.newInputStream(Path.of(System.getProperty("bench.keys", "")))) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(file, password);
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException unusable) {
      throw new IOException("no TLS with these keys", unusable);
    }
  }
}
