package dev.longhaul.store.probe;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/// The bytes that a probe writes, whose digests are known in advance: they are the check values
/// that the definitions of the algorithms print.
final class Canary {
  /// The MD5, in hexadecimal as an ETag has it.
  static final String MD5_HEX = "25f9e794323b453885f5181f1b624d0b";

  /// What Amazon S3 makes the ETag of an object of one part with these bytes.
  static final String ONE_PART_ETAG = "5927c5d64d94a5786f90003aa26d0159-1";

  private static final byte[] BYTES = "123456789".getBytes(StandardCharsets.US_ASCII);
  private static final String MD5 = "JfnnlDI7RTiF9RgfG2JNCw==";
  private static final String WRONG_MD5 = "AAAAAAAAAAAAAAAAAAAAAA==";

  private Canary() {}

  /// Right checksums by algorithm, in the order in which they are preferred.
  static Map<ChecksumAlgorithm, String> checksums() {
    Map<ChecksumAlgorithm, String> checksums = new EnumMap<>(ChecksumAlgorithm.class);
    checksums.put(ChecksumAlgorithm.CRC32, "y/Q5Jg==");
    checksums.put(ChecksumAlgorithm.CRC32C, "4waSgw==");
    checksums.put(ChecksumAlgorithm.CRC64NVME, "rosUhgp5mIg=");
    checksums.put(ChecksumAlgorithm.SHA256, "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=");
    return checksums;
  }

  static byte[] bytes() {
    return BYTES.clone();
  }

  /// The bytes with their MD5.
  static Body body() {
    return Body.of(BYTES, new BodyDigest(MD5, null));
  }

  /// Other bytes.
  static Body otherBody() {
    byte[] other = "other".getBytes(StandardCharsets.US_ASCII);
    return Body.of(other, BodyDigest.md5(other));
  }

  /// The bytes with an MD5 that is not theirs.
  static Body bodyOfWrongMd5() {
    return Body.of(BYTES, new BodyDigest(WRONG_MD5, null));
  }

  static Body body(Checksum checksum) {
    return Body.of(BYTES, new BodyDigest(null, checksum));
  }

  /// The checksum, with one character changed.
  static Checksum wrong(Checksum right) {
    char first = right.base64().charAt(0) == 'A' ? 'B' : 'A';
    return Checksum.full(right.algorithm(), first + right.base64().substring(1));
  }
}
