package dev.longhaul.bench.server;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What comes in over one connection.
final class Intake {
  private static final int LONGEST_HEAD = 32 << 10;
  private final Line line;
  private final Pattern pattern;
  private final boolean checked;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(512 << 10).flip();
  private final byte[] head = new byte[LONGEST_HEAD];

  /// @param checked whether bodies are looked at beyond their first bytes
  Intake(Line line, Pattern pattern, boolean checked) {
    this.line = line;
    this.pattern = pattern;
    this.checked = checked;
  }

  /// The next request's head; `null` when the other side is done.
  @Nullable String head() throws IOException {
    int length = 0;
    while (true) {
      while (buffer.hasRemaining()) {
        if (length == LONGEST_HEAD) {
          throw new IOException("a head of more than " + LONGEST_HEAD + " bytes");
        }
        head[length++] = buffer.get();
        if (length >= 4 && head[length - 1] == '\n' && head[length - 3] == '\n') {
          return new String(head, 0, length - 4, StandardCharsets.ISO_8859_1);
        }
      }
      if (!fill()) {
        return null;
      }
    }
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int read = line.read(buffer);
    buffer.flip();
    return read >= 0;
  }

  /// Reads a body to its end, out of its chunks where it is signed in chunks.
  Received body(Request request) throws IOException {
    boolean withCrc32 = request.header("x-amz-checksum-crc32") != null;
    String decoded = request.header("x-amz-decoded-content-length");
    if (decoded == null) {
      BodySums sums = begin(request.length(), withCrc32);
      take(request.length(), sums);
      return sums.received();
    }
    return ofChunks(Long.parseLong(decoded), withCrc32);
  }

  private Received ofChunks(long length, boolean withCrc32) throws IOException {
    long chunk = chunkLength();
    BodySums sums = begin(length, withCrc32);
    while (chunk > 0) {
      take(chunk, sums);
      line();
      chunk = chunkLength();
    }
    while (!line().isEmpty()) {
      // What trails is not looked at.
    }
    return sums.received();
  }

  /// The length that stands before a chunk and its signature.
  private long chunkLength() throws IOException {
    String text = line();
    int end = text.indexOf(';');
    return Long.parseLong(end < 0 ? text : text.substring(0, end), 16);
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      if (!buffer.hasRemaining()) {
        needMore();
      }
      char next = (char) buffer.get();
      if (next == '\n') {
        return text.substring(0, Math.max(0, text.length() - 1));
      }
      text.append(next);
    }
  }

  /// Recognises a body by its first bytes.
  private BodySums begin(long length, boolean withCrc32) throws IOException {
    if (length > 0 && !buffer.hasRemaining()) {
      needMore();
    }
    while (buffer.remaining() < Math.min(length, Long.BYTES)) {
      buffer.compact();
      int read = line.read(buffer);
      buffer.flip();
      if (read < 0) {
        throw new EOFException("a body ended early");
      }
    }
    int from = length < Long.BYTES ? -1 : pattern.find(buffer);
    return new BodySums(pattern, length, from, withCrc32, checked);
  }

  private void take(long length, BodySums sums) throws IOException {
    long left = length;
    while (left > 0) {
      if (!buffer.hasRemaining()) {
        needMore();
      }
      int count = (int) Math.min(left, buffer.remaining());
      sums.update(buffer.duplicate().limit(buffer.position() + count));
      buffer.position(buffer.position() + count);
      left -= count;
    }
  }

  private void needMore() throws IOException {
    if (!fill()) {
      throw new EOFException("a body ended early");
    }
  }

  /// A small body as bytes.
  byte[] small(long length) throws IOException {
    byte[] bytes = new byte[(int) length];
    int done = 0;
    while (done < length) {
      if (!buffer.hasRemaining()) {
        needMore();
      }
      int count = (int) Math.min(length - done, buffer.remaining());
      buffer.get(bytes, done, count);
      done += count;
    }
    return Arrays.copyOf(bytes, done);
  }
}
