package dev.longhaul.object;

import java.util.Locale;
import java.util.Optional;

/// The checksum algorithms of the S3 protocol (H26).
public enum ChecksumAlgorithm {
  CRC32,
  CRC32C,
  CRC64NVME,
  SHA1,
  SHA256,
  SHA512,
  MD5,
  XXHASH64,
  XXHASH3,
  XXHASH128;

  /// The header that carries a value, `x-amz-checksum-crc32c` and so on.
  public String header() {
    return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
  }

  /// Whether values of parts combine into the value of the whole without the bytes (H27).
  public boolean combines() {
    return this == CRC32 || this == CRC32C || this == CRC64NVME;
  }

  /// The algorithm with this name in any case; empty for one not known here.
  public static Optional<ChecksumAlgorithm> named(String name) {
    for (ChecksumAlgorithm algorithm : values()) {
      if (algorithm.name().equalsIgnoreCase(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
