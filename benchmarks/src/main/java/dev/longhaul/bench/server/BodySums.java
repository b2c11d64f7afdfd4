package dev.longhaul.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What is found out about a body while it comes in.
final class BodySums {
  private static final int KEPT = 64 << 10;

  private final Pattern pattern;
  private final long length;
  private final int from;
  private final boolean checked;
  private final CRC32C crc32c = new CRC32C();
  private final @Nullable CRC32 crc32;
  private final @Nullable MessageDigest md5;
  private final @Nullable ByteBuffer kept;

  /// @param from where in the pattern it begins, -1 when it is none of it
  /// @param withCrc32 whether that checksum is wanted too
  /// @param checked whether a body that begins as the pattern is looked at any further
  BodySums(Pattern pattern, long length, int from, boolean withCrc32, boolean checked) {
    this.pattern = pattern;
    this.length = length;
    this.from = from;
    this.checked = checked || from < 0;
    this.crc32 = withCrc32 ? new CRC32() : null;
    this.md5 = from < 0 ? Pattern.newMd5() : null;
    this.kept = from < 0 && length <= KEPT ? ByteBuffer.allocate((int) length) : null;
  }

  /// Takes the next bytes in; their position does not move.
  void update(ByteBuffer piece) {
    if (!checked) {
      return;
    }
    crc32c.update(piece.duplicate());
    if (crc32 != null) {
      crc32.update(piece.duplicate());
    }
    if (md5 != null) {
      md5.update(piece.duplicate());
    }
    if (kept != null) {
      kept.put(piece.duplicate());
    }
  }

  /// What came in, at its end.
  Received received() throws IOException {
    int sum32 = crc32 == null ? 0 : (int) crc32.getValue();
    int sum = (int) crc32c.getValue();
    if (md5 != null) {
      return new Received(length, HexFormat.of().formatHex(md5.digest()), sum, sum32, kept, from);
    }
    Pattern.Digests expected = pattern.digests(from, length);
    if (checked && expected.crc32c() != sum) {
      throw new IOException("a body began as the pattern and went on otherwise");
    }
    return new Received(length, expected.md5(), expected.crc32c(), sum32, null, from);
  }
}
