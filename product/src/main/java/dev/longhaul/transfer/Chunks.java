package dev.longhaul.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// Memory of the pool, used as one stretch of bytes; given back by closing, which is idempotent.
/// Used by one thread at a time.
final class Chunks implements AutoCloseable {
  private final List<byte[]> chunks;
  private final Runnable giveBack;
  private boolean closed;

  Chunks(List<byte[]> chunks, Runnable giveBack) {
    this.chunks = chunks;
    this.giveBack = giveBack;
  }

  long capacity() {
    return chunks.stream().mapToLong(chunk -> chunk.length).sum();
  }

  /// Some of the chunks as memory of their own, valid as long as this one is open.
  Chunks part(int first, int count) {
    return new Chunks(open().subList(first, first + count), () -> {});
  }

  /// Fills the beginning with exactly this many bytes of the stream, hashing them on the way. A
  /// stream that ends early or goes on is an error: nothing is cut off silently (H32, H33).
  void fill(InputStream in, long length, Digester digester) throws IOException {
    long left = length;
    for (byte[] chunk : open()) {
      int wanted = (int) Math.min(chunk.length, left);
      int filled = 0;
      while (filled < wanted) {
        int read = in.read(chunk, filled, wanted - filled);
        if (read < 0) {
          throw new EOFException(
              "the body ended " + (left - filled) + " bytes before its length of " + length);
        }
        digester.update(chunk, filled, read);
        filled += read;
      }
      left -= wanted;
    }
    if (left > 0) {
      throw new IllegalStateException(length + " bytes do not fit into " + capacity());
    }
    if (in.read() >= 0) {
      throw new IOException("the body goes on after its length of " + length + " bytes");
    }
  }

  /// Writes a stretch of the bytes.
  void writeTo(OutputStream out, long from, long length) throws IOException {
    walk(from, length, out::write);
  }

  /// Writes the beginning and hashes it on the way, chunk by chunk, while it is in the cache.
  void writeTo(OutputStream out, long length, Digester digester) throws IOException {
    walk(
        0,
        length,
        (bytes, offset, size) -> {
          digester.update(bytes, offset, size);
          out.write(bytes, offset, size);
        });
  }

  /// Hashes a stretch of the bytes.
  void digest(Digester digester, long from, long length) {
    try {
      walk(from, length, digester::update);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void walk(long from, long length, Sink sink) throws IOException {
    long skip = from;
    long left = length;
    for (byte[] chunk : open()) {
      if (skip >= chunk.length) {
        skip -= chunk.length;
        continue;
      }
      int take = (int) Math.min(chunk.length - skip, left);
      if (take > 0) {
        sink.take(chunk, (int) skip, take);
      }
      skip = 0;
      left -= take;
    }
    if (left > 0) {
      throw new IllegalArgumentException("only " + (length - left) + " of " + length + " bytes");
    }
  }

  private List<byte[]> open() {
    if (closed) {
      throw new IllegalStateException("this memory was given back");
    }
    return chunks;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      giveBack.run();
    }
  }

  /// Takes bytes of one chunk.
  @FunctionalInterface
  private interface Sink {
    void take(byte[] bytes, int offset, int length) throws IOException;
  }
}
