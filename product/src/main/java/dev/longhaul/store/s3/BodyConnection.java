package dev.longhaul.store.s3;

import dev.longhaul.store.BodyInput;
import dev.longhaul.store.BodyOutput;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.io.SessionOutputBuffer;
import org.jspecify.annotations.Nullable;

/// A connection of HttpClient's whose large bodies go straight between the socket and memory
/// outside the heap: heads, small bodies and bodies in chunks stay HttpClient's business, and so
/// does all of a connection that speaks TLS or whose socket has no channel.
final class BodyConnection extends DefaultManagedHttpClientConnection {
  private static final AtomicLong NUMBER = new AtomicLong();

  BodyConnection(Http1Config http) {
    super(
        "connection " + NUMBER.incrementAndGet(),
        null,
        null,
        http,
        null,
        message -> ((WireMessage) message).getEntity().getContentLength(),
        WireMessage.HeadWriter::new,
        new DefaultHttpResponseParserFactory(http));
  }

  /// The channel of a socket on which bytes are what they are, `null` for any other.
  private @Nullable SocketChannel channel() {
    Socket socket = getSocket();
    // A socket with TLS shows the channel below it, where all bytes are records.
    return socket == null || socket instanceof SSLSocket ? null : socket.getChannel();
  }

  @Override
  protected InputStream createContentInputStream(
      long length, SessionInputBuffer buffer, InputStream in) {
    InputStream stream = super.createContentInputStream(length, buffer, in);
    SocketChannel channel = channel();
    return channel == null || length <= 0 ? stream : new Incoming(length, stream, buffer, channel);
  }

  @Override
  protected OutputStream createContentOutputStream(
      long length,
      SessionOutputBuffer buffer,
      OutputStream out,
      Supplier<List<? extends Header>> trailers) {
    OutputStream stream = super.createContentOutputStream(length, buffer, out, trailers);
    SocketChannel channel = channel();
    return channel == null || length < 0
        ? stream
        : new Outgoing(stream, () -> buffer.flush(out), channel);
  }

  /// As many bytes as announced: first those that came with the head, then those of the channel.
  private static final class Incoming extends BodyInput {
    private final BodyInput stream;
    private final SessionInputBuffer buffer;
    private final SocketChannel channel;
    private final long announced;
    private long left;

    Incoming(long length, InputStream stream, SessionInputBuffer buffer, SocketChannel channel) {
      this.stream = BodyInput.of(stream);
      this.buffer = buffer;
      this.channel = channel;
      this.announced = length;
      this.left = length;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (left == 0) {
        return -1;
      }
      int end = into.limit();
      into.limit(into.position() + (int) Math.min(into.remaining(), left));
      try {
        boolean buffered = into.hasArray() || buffer.length() > 0;
        int read = buffered ? stream.read(into) : channel.read(into);
        if (read < 0) {
          throw new ConnectionClosedException(
              "the connection ended " + left + " bytes before the end of " + announced);
        }
        left -= read;
        return read;
      } finally {
        into.limit(end);
      }
    }
  }

  /// First what is left of the head, then what is written; whether that is as much as announced,
  /// [SentBody] sees to.
  private static final class Outgoing extends BodyOutput {
    private final BodyOutput stream;
    private final Flushable buffer;
    private final SocketChannel channel;

    Outgoing(OutputStream stream, Flushable buffer, SocketChannel channel) {
      this.stream = BodyOutput.of(stream);
      this.buffer = buffer;
      this.channel = channel;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      if (from.hasArray()) {
        return stream.write(from);
      }
      buffer.flush();
      return channel.write(from);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
