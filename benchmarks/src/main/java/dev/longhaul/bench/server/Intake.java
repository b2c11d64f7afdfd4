package dev.longhaul.bench.server;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What comes in over one connection.
final class Intake {
  private static final int KEPT = 64 << 10;
  private static final int LONGEST_HEAD = 32 << 10;
  private final SocketChannel channel;
  private final Pattern pattern;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(512 << 10).flip();
  private final byte[] head = new byte[LONGEST_HEAD];

  Intake(SocketChannel channel, Pattern pattern) {
    this.channel = channel;
    this.pattern = pattern;
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
    int read = channel.read(buffer);
    buffer.flip();
    return read >= 0;
  }

  /// Reads a body to its end.
  ///
  /// @param withCrc32 whether that checksum is wanted too
  Received body(long length, boolean withCrc32) throws IOException {
    if (length > 0 && !buffer.hasRemaining()) {
      needMore();
    }
    while (buffer.remaining() < Math.min(length, Long.BYTES)) {
      buffer.compact();
      int read = channel.read(buffer);
      buffer.flip();
      if (read < 0) {
        throw new EOFException("a body ended early");
      }
    }
    int from = length < Long.BYTES ? -1 : pattern.find(buffer);
    return consume(length, from, withCrc32);
  }

  private Received consume(long length, int from, boolean withCrc32) throws IOException {
    CRC32C crc32c = new CRC32C();
    CRC32 crc32 = new CRC32();
    MessageDigest md5 = from < 0 ? Pattern.newMd5() : null;
    ByteBuffer kept = from < 0 && length <= KEPT ? ByteBuffer.allocate((int) length) : null;
    long left = length;
    while (left > 0) {
      if (!buffer.hasRemaining()) {
        needMore();
      }
      int count = (int) Math.min(left, buffer.remaining());
      ByteBuffer piece = buffer.duplicate().limit(buffer.position() + count);
      crc32c.update(piece.duplicate());
      if (withCrc32) {
        crc32.update(piece.duplicate());
      }
      if (md5 != null) {
        md5.update(piece.duplicate());
      }
      if (kept != null) {
        kept.put(piece);
      }
      buffer.position(buffer.position() + count);
      left -= count;
    }
    int sum = (int) crc32c.getValue();
    if (md5 != null) {
      return new Received(
          length, HexFormat.of().formatHex(md5.digest()), sum, (int) crc32.getValue(), kept, from);
    }
    Pattern.Digests expected = pattern.digests(from, length);
    if (expected.crc32c() != sum) {
      throw new IOException("a body began as the pattern and went on otherwise");
    }
    return new Received(length, expected.md5(), sum, (int) crc32.getValue(), null, from);
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
