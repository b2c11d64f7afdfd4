package dev.longhaul.transfer;

import dev.longhaul.store.BodyInput;
import dev.longhaul.store.BodyOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Memory of the pool, used as one stretch of bytes; given back by closing, which is idempotent.
/// Used by one thread at a time.
final class Chunks implements AutoCloseable {
  private final List<Chunk> chunks;
  private final Runnable giveBack;
  private boolean closed;

  Chunks(List<Chunk> chunks, Runnable giveBack) {
    this.chunks = chunks;
    this.giveBack = giveBack;
  }

  long capacity() {
    return chunks.stream().mapToLong(Chunk::size).sum();
  }

  /// Some of the chunks as memory of their own, valid as long as this one is open.
  Chunks part(int first, int count) {
    return new Chunks(open().subList(first, first + count), () -> {});
  }

  /// Fills the beginning with exactly this many bytes of the stream, hashing them on the way. A
  /// stream that ends early or goes on is an error: nothing is cut off silently (H32, H33).
  void fill(BodyInput in, long length, Digester digester) throws IOException {
    long left = length;
    for (Chunk chunk : open()) {
      ByteBuffer filling = chunk.bytes().slice(0, (int) Math.min(chunk.size(), left));
      while (filling.hasRemaining()) {
        int from = filling.position();
        int read = in.read(filling);
        if (read < 0) {
          throw new EOFException(
              "the body ended " + (left - from) + " bytes before its length of " + length);
        }
        digester.update(chunk.bytes().slice(from, read));
      }
      left -= filling.capacity();
    }
    if (left > 0) {
      throw new IllegalStateException(length + " bytes do not fit into " + capacity());
    }
    if (in.read() >= 0) {
      throw new IOException("the body goes on after its length of " + length + " bytes");
    }
  }

  /// Writes a stretch of the bytes.
  void writeTo(BodyOutput out, long from, long length) throws IOException {
    walk(from, length, out::writeAll);
  }

  /// Writes the beginning and hashes it on the way, chunk by chunk, while it is in the cache.
  void writeTo(BodyOutput out, long length, Digester digester) throws IOException {
    walk(
        0,
        length,
        bytes -> {
          digester.update(bytes.duplicate());
          out.writeAll(bytes);
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
    for (Chunk chunk : open()) {
      if (skip >= chunk.size()) {
        skip -= chunk.size();
        continue;
      }
      int take = (int) Math.min(chunk.size() - skip, left);
      if (take > 0) {
        sink.take(chunk.bytes().slice((int) skip, take));
      }
      skip = 0;
      left -= take;
    }
    if (left > 0) {
      throw new IllegalArgumentException("only " + (length - left) + " of " + length + " bytes");
    }
  }

  private List<Chunk> open() {
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

  /// Takes bytes of one chunk, in a view of its own.
  @FunctionalInterface
  private interface Sink {
    void take(ByteBuffer bytes) throws IOException;
  }
}
