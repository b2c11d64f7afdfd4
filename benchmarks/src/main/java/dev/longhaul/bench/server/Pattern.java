package dev.longhaul.bench.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/// The bytes of every made-up object: one random MiB again and again, begun at one of sixteen
/// places. So digests of any stretch are made once and then remembered, and a body that comes in is
/// recognised by its first bytes and checked by its CRC32C alone.
final class Pattern {
  static final int PERIOD = 1 << 20;
  private static final int PLACES = 16;
  private static final int STEP = PERIOD / PLACES;

  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(2 * PERIOD).order(ByteOrder.LITTLE_ENDIAN);
  private final long[] beginnings = new long[PERIOD];
  private final Map<Stretch, Digests> digests = new ConcurrentHashMap<>();
  private final Map<Long, Integer> offsets = new ConcurrentHashMap<>();

  Pattern() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] period = new byte[PERIOD];
    random.nextBytes(period);
    bytes.put(period).put(period).flip();
    for (int offset = 0; offset < PERIOD; offset++) {
      beginnings[offset] = bytes.getLong(offset);
    }
    long[] sorted = beginnings.clone();
    Arrays.sort(sorted);
    for (int index = 1; index < PERIOD; index++) {
      if (sorted[index] == sorted[index - 1]) {
        throw new IllegalStateException("eight bytes do not tell one place from another");
      }
    }
  }

  /// Some bytes of the pattern.
  ///
  /// @param from offset in the pattern, less than its period
  private record Stretch(int from, long length) {}

  /// What is known of a stretch.
  ///
  /// @param md5 in hexadecimal digits
  record Digests(String md5, int crc32c) {}

  /// Where in the pattern the object of this number begins.
  static int placeOf(long number) {
    return (int) (number % PLACES) * STEP;
  }

  /// At most a MiB of the pattern from this offset on.
  ByteBuffer slice(long from, long length) {
    int start = (int) (from % PERIOD);
    return bytes.duplicate().position(start).limit(start + (int) Math.min(length, PERIOD));
  }

  /// Where in the pattern eight bytes stand that begin with this one; -1 for nowhere.
  int find(ByteBuffer body) {
    if (body.remaining() < Long.BYTES) {
      return -1;
    }
    long beginning = body.order(ByteOrder.LITTLE_ENDIAN).getLong(body.position());
    return offsets.computeIfAbsent(beginning, this::search);
  }

  private int search(long beginning) {
    for (int offset = 0; offset < PERIOD; offset++) {
      if (beginnings[offset] == beginning) {
        return offset;
      }
    }
    return -1;
  }

  /// The digests of a stretch of the pattern.
  Digests digests(long from, long length) {
    return digests.computeIfAbsent(new Stretch((int) (from % PERIOD), length), this::digest);
  }

  private Digests digest(Stretch stretch) {
    MessageDigest md5 = newMd5();
    CRC32C crc = new CRC32C();
    for (long done = 0; done < stretch.length(); done += PERIOD) {
      md5.update(slice(stretch.from(), stretch.length() - done));
      crc.update(slice(stretch.from(), stretch.length() - done));
    }
    return new Digests(HexFormat.of().formatHex(md5.digest()), (int) crc.getValue());
  }

  /// The ETag of an object of this number: an MD5, or that of its parts' MD5s.
  ///
  /// @param partSize bytes of each part, 0 for an object written in one
  String etag(long number, long size, long partSize) {
    if (partSize == 0) {
      return digests(placeOf(number), size).md5();
    }
    MessageDigest whole = newMd5();
    int parts = 0;
    for (long done = 0; done < size; done += partSize) {
      String part = digests(placeOf(number) + done, Math.min(partSize, size - done)).md5();
      whole.update(HexFormat.of().parseHex(part));
      parts++;
    }
    return HexFormat.of().formatHex(whole.digest()) + "-" + parts;
  }

  static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
