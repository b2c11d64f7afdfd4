package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Hashes a part: always its CRC32C, which costs next to nothing and combines, and its MD5 where
/// the destination can be held to nothing else.
final class PartDigest implements Digester {
  private final CrcDigester crc = new CrcDigester(Crc.CRC32C);
  private final @Nullable Digester md5;

  PartDigest(boolean withMd5) {
    this.md5 = withMd5 ? Digester.md5() : null;
  }

  @Override
  public void update(ByteBuffer bytes) {
    if (md5 != null) {
      md5.update(bytes.duplicate());
    }
    crc.update(bytes);
  }

  int crc32c() {
    return (int) crc.value();
  }

  /// The MD5, once; `null` when it was not wanted.
  @Nullable Checksum md5() {
    return md5 == null ? null : md5.checksum();
  }

  @Override
  public Checksum checksum() {
    return crc.checksum();
  }
}
