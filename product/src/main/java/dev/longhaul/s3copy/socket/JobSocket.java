package dev.longhaul.s3copy.socket;

import dev.longhaul.effect.Workers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Listens on a Unix domain socket that only its owner and root can open. Whoever connects writes
/// one line and reads the answers to it, until either side closes.
public final class JobSocket implements AutoCloseable {
  /// More than a job has, as base64url.
  static final int MOST_BYTES = 32 * 1024;

  private static final int MOST_CLIENTS = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path path;
  private final ServerSocketChannel server;
  private final UnaryOperator<String> answers;
  private final Consumer<String> remarks;
  private final Workers.Group group;
  private final Semaphore clients = new Semaphore(MOST_CLIENTS);

  private JobSocket(
      Path path,
      ServerSocketChannel server,
      UnaryOperator<String> answers,
      Consumer<String> remarks,
      Workers workers) {
    this.path = path;
    this.server = server;
    this.answers = answers;
    this.remarks = remarks;
    this.group = workers.open("socket");
  }

  /// Listens from now on. A socket that a killed process left is replaced.
  ///
  /// @param answers makes the line that answers a line, without its end; called by many threads
  /// @param remarks is told what a person may want to know
  /// @throws SocketInUse when somebody listens there already, or nobody can
  public static JobSocket open(
      Path path, UnaryOperator<String> answers, Consumer<String> remarks, Workers workers) {
    if (isAnswered(path)) {
      throw new SocketInUse("another worker listens on " + path + "; end it first", null);
    }
    // Bound under another name and made private there, it is never open to others.
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(UnixDomainSocketAddress.of(fresh));
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException | IllegalArgumentException refused) {
        server.close();
        throw refused;
      }
      JobSocket socket = new JobSocket(path, server, answers, remarks, workers);
      socket.group.start(socket::listen);
      return socket;
    } catch (IOException | IllegalArgumentException refused) {
      throw new SocketInUse(
          path
              + " cannot be listened on: "
              + refused
              + "; its folder must be there and belong to this user, and a path has at most 100"
              + " bytes",
          refused);
    }
  }

  private static boolean isAnswered(Path path) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return channel.isConnected();
    } catch (IOException | IllegalArgumentException nobody) {
      return false;
    }
  }

  private boolean listen() {
    while (server.isOpen()) {
      try {
        clients.acquire();
        SocketChannel client = server.accept();
        group.start(() -> serve(client));
      } catch (InterruptedException | AsynchronousCloseException told) {
        return true;
      } catch (ClosedChannelException closed) {
        return true;
      } catch (IOException failed) {
        clients.release();
        remarks.accept("a client could not be served: " + failed);
      }
    }
    return true;
  }

  private boolean serve(SocketChannel client) {
    try (client;
        Selector selector = Selector.open()) {
      client.configureBlocking(false);
      SelectionKey key = client.register(selector, SelectionKey.OP_READ);
      Lines lines = new Lines(client, selector);
      for (String line = lines.next(); line != null; line = lines.next()) {
        key.interestOps(SelectionKey.OP_WRITE);
        send(client, selector, answers.apply(line) + "\n");
        key.interestOps(SelectionKey.OP_READ);
      }
    } catch (IOException gone) {
      remarks.accept("a client went away before it was answered: " + gone);
    } finally {
      clients.release();
    }
    return true;
  }

  private static void send(SocketChannel client, Selector selector, String line)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      client.write(bytes);
      if (bytes.hasRemaining()) {
        await(selector);
      }
    }
  }

  private static void await(Selector selector) throws IOException {
    selector.selectedKeys().clear();
    if (selector.select(PATIENCE.toMillis()) == 0) {
      throw new IOException("nothing came for " + PATIENCE.toSeconds() + " seconds");
    }
  }

  /// Reads what a client writes, line by line.
  private static final class Lines {
    private final SocketChannel client;
    private final Selector selector;
    private final ByteBuffer read = ByteBuffer.allocate(4096).limit(0);

    Lines(SocketChannel client, Selector selector) {
      this.client = client;
      this.selector = selector;
    }

    /// `null` when it closed, or hung up in the middle of a line.
    @Nullable String next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (true) {
        while (read.hasRemaining()) {
          byte next = read.get();
          if (next == '\n') {
            return line.toString(StandardCharsets.UTF_8);
          }
          line.write(next);
          if (line.size() > MOST_BYTES) {
            throw new IOException("a line has more than " + MOST_BYTES + " bytes");
          }
        }
        read.clear();
        int count = client.read(read);
        read.flip();
        if (count < 0) {
          return null;
        }
        if (count == 0) {
          await(selector);
        }
      }
    }
  }

  /// Listens no more. Clients that are not answered yet learn that by the end of the connection.
  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException failed) {
      remarks.accept(path + " could not be removed: " + failed);
    }
    group.cancel();
    group.close();
  }
}
