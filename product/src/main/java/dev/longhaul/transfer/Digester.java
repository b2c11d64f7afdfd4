package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// Hashes bytes on their way through. Not thread-safe; one is made for every try.
public interface Digester {
  /// Takes in all that remains in the buffer, and moves its position to its end.
  void update(ByteBuffer bytes);

  /// Takes these bytes in.
  default void update(byte[] bytes, int offset, int length) {
    update(ByteBuffer.wrap(bytes, offset, length));
  }

  /// The whole-object checksum of everything taken in; asking does not end the hashing of a CRC,
  /// but resets every other digest.
  Checksum checksum();

  /// Hashes nothing, for bytes whose digest the source already holds.
  Digester NOTHING =
      new Digester() {
        @Override
        public void update(ByteBuffer bytes) {
          bytes.position(bytes.limit());
        }

        @Override
        public Checksum checksum() {
          throw new IllegalStateException("nothing was hashed");
        }
      };

  /// A digester of this algorithm; empty for one that is not computed here (the XXHASH family).
  static Optional<Digester> of(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC32 -> Optional.of(new CrcDigester(Crc.CRC32));
      case CRC32C -> Optional.of(new CrcDigester(Crc.CRC32C));
      case CRC64NVME -> Optional.of(new CrcDigester(Crc.CRC64NVME));
      case MD5 -> Optional.of(new Message(algorithm, "MD5"));
      case SHA1 -> Optional.of(new Message(algorithm, "SHA-1"));
      case SHA256 -> Optional.of(new Message(algorithm, "SHA-256"));
      case SHA512 -> Optional.of(new Message(algorithm, "SHA-512"));
      case XXHASH64, XXHASH3, XXHASH128 -> Optional.empty();
    };
  }

  /// An MD5 digester, which every Java has.
  static Digester md5() {
    return new Message(ChecksumAlgorithm.MD5, "MD5");
  }

  /// A digest of the Java platform.
  final class Message implements Digester {
    private final ChecksumAlgorithm algorithm;
    private final MessageDigest digest;

    private Message(ChecksumAlgorithm algorithm, String name) {
      this.algorithm = algorithm;
      try {
        this.digest = MessageDigest.getInstance(name);
      } catch (NoSuchAlgorithmException missing) {
        throw new IllegalStateException("this Java lacks the digest " + name, missing);
      }
    }

    @Override
    public void update(ByteBuffer bytes) {
      digest.update(bytes);
    }

    @Override
    public Checksum checksum() {
      return Checksum.full(algorithm, Base64.getEncoder().encodeToString(digest.digest()));
    }
  }
}
