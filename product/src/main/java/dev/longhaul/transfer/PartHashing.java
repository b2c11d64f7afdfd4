package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.store.BodyDigest;
import org.jspecify.annotations.Nullable;

/// What is hashed and sent with each part of an upload, and what the answer is held to; pure.
///
/// @param announced the checksum told to the store for every part and the whole, `null` for none
/// @param withMd5 whether parts are held to their MD5
/// @param partETags whether the destination's ETags are made of the parts' MD5s
public record PartHashing(
    @Nullable ChecksumAlgorithm announced, boolean withMd5, boolean partETags) {
  /// Nothing is sent, and nothing believed.
  static final PartHashing NONE = new PartHashing(null, false, false);

  PartDigest digester() {
    return new PartDigest(withMd5);
  }

  /// What is sent with a part whose bytes are known before.
  BodyDigest sent(PartHash hash) {
    if (announced != null) {
      return new BodyDigest(null, hash.crc());
    }
    Checksum md5 = hash.md5();
    return md5 == null ? BodyDigest.NONE : new BodyDigest(md5.base64(), null);
  }

  /// What the store's answer for a part says about it.
  PartVerdict judge(PartHash hash, ETag etag, @Nullable Checksum echoed) {
    Checksum md5 = hash.md5();
    boolean md5Known = md5 != null && partETags && etag.isMd5Shaped();
    if (echoed != null && echoed.isComparableTo(hash.crc())) {
      return echoed.equals(hash.crc()) ? PartVerdict.PROVED : PartVerdict.OTHER_BYTES;
    }
    if (md5Known) {
      return Trust.md5(etag).equals(md5) ? PartVerdict.PROVED : PartVerdict.OTHER_BYTES;
    }
    return PartVerdict.UNPROVED;
  }

  /// The hashes of a part as it left.
  record PartHash(int crc32c, @Nullable Checksum md5) {
    static PartHash of(PartDigest digest) {
      return new PartHash(digest.crc32c(), digest.md5());
    }

    Checksum crc() {
      return Crc.CRC32C.checksum(Integer.toUnsignedLong(crc32c));
    }
  }

  /// Whether a part is known to have arrived as it left.
  enum PartVerdict {
    PROVED,
    UNPROVED,
    OTHER_BYTES
  }
}
