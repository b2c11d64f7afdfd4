package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// Hashes bytes with a CRC, whose value can later be combined with that of other bytes (H27).
public final class CrcDigester implements Digester {
  private final Crc crc;
  private final java.util.zip.Checksum running;

  public CrcDigester(Crc crc) {
    this.crc = crc;
    this.running =
        switch (crc) {
          case CRC32 -> new CRC32();
          case CRC32C -> new CRC32C();
          case CRC64NVME -> new Crc64Nvme();
        };
  }

  @Override
  public void update(ByteBuffer bytes) {
    running.update(bytes);
  }

  /// The CRC of everything taken in so far.
  public long value() {
    return running.getValue();
  }

  @Override
  public Checksum checksum() {
    return crc.checksum(running.getValue());
  }
}
