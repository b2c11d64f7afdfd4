package dev.longhaul.scan;

import dev.longhaul.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// How closely a verification looks.
///
/// @param metadata whether metadata and tags of every pair are read
/// @param deepShare the share of keys whose bytes are read on both sides, 0 to 1
public record Thoroughness(boolean metadata, double deepShare) {
  /// By listings alone, and requests only where they prove nothing.
  public static final Thoroughness LISTING = new Thoroughness(false, 0);

  public Thoroughness {
    if (!(deepShare >= 0 && deepShare <= 1)) {
      throw new IllegalArgumentException("a share is between 0 and 1, not " + deepShare);
    }
  }

  /// Whether the bytes of this key are read. The same keys every time, so that a run can be
  /// repeated, and as good as random ones (H36).
  boolean reads(ObjectKey key) {
    if (deepShare == 0 || deepShare == 1) {
      return deepShare == 1;
    }
    CRC32C crc = new CRC32C();
    crc.update("longhaul".getBytes(StandardCharsets.US_ASCII));
    crc.update(key.toBytes());
    long mixed = (crc.getValue() * 0x9E3779B97F4A7C15L) >>> 11;
    return mixed * 0x1.0p-53 < deepShare;
  }
}
