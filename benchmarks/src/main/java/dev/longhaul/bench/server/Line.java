package dev.longhaul.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSocket;

/// A connection's bytes, in the clear or through TLS. For one thread.
interface Line extends AutoCloseable {
  /// Reads what is there, at least one byte; -1 at the end.
  int read(ByteBuffer into) throws IOException;

  /// Writes all of these.
  void write(ByteBuffer... bytes) throws IOException;

  @Override
  void close() throws IOException;

  /// Bytes as they are.
  record Plain(SocketChannel channel) implements Line {
    @Override
    public int read(ByteBuffer into) throws IOException {
      return channel.read(into);
    }

    @Override
    public void write(ByteBuffer... bytes) throws IOException {
      while (bytes[bytes.length - 1].hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /// Bytes through TLS.
  final class Tls implements Line {
    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] piece = new byte[64 << 10];

    Tls(SSLSocket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int read = in.read(piece, 0, Math.min(piece.length, into.remaining()));
      if (read > 0) {
        into.put(piece, 0, read);
      }
      return read;
    }

    @Override
    public void write(ByteBuffer... bytes) throws IOException {
      int filled = 0;
      for (ByteBuffer buffer : bytes) {
        while (buffer.hasRemaining()) {
          int count = Math.min(piece.length - filled, buffer.remaining());
          buffer.get(piece, filled, count);
          filled += count;
          if (filled == piece.length) {
            out.write(piece, 0, filled);
            filled = 0;
          }
        }
      }
      out.write(piece, 0, filled);
      out.flush();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
