package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.StorageFacts.Encryption;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.transfer.PartLayout.Parts;
import org.jspecify.annotations.Nullable;

/// How one upload is done: its parts, what is hashed and sent with each, and what its end can be
/// held to; pure.
///
/// @param announced the checksum told to the store for every part and the whole, `null` for none
/// @param withMd5 whether parts are held to their MD5
/// @param partETags whether the destination's ETags are made of the parts' MD5s
/// @param equalETag whether the destination's ETag should come out as the source's
/// @param sourceETags whether the source's ETag is made that way too
record UploadPlan(
    Parts layout,
    @Nullable ChecksumAlgorithm announced,
    boolean withMd5,
    boolean partETags,
    boolean equalETag,
    SourceMakes sourceETags) {
  /// @param announces whether the destination takes the checksum of a whole upload
  static UploadPlan of(CopyOrder order, Parts layout, Trust trust, boolean announces) {
    boolean partETags = trust.multipartIsMd5OfMd5s(order.attributes());
    boolean equalETag = partETags && order.source().etag().parts() == layout.count();
    // A part that streams has to announce its checksum before it is read, so it cannot.
    boolean held = layout.longest() <= Transfer.HELD_BYTES;
    boolean checked = trust.destination().checksums().contains(ChecksumAlgorithm.CRC32C);
    boolean crc = announces && held && checked;
    return new UploadPlan(
        layout,
        crc ? ChecksumAlgorithm.CRC32C : null,
        !crc && !equalETag && partETags,
        partETags,
        equalETag,
        sourceMakes(order, trust));
  }

  /// Keys of whoever encrypts make an ETag that says nothing of the bytes.
  private static SourceMakes sourceMakes(CopyOrder order, Trust trust) {
    if (order.source().storage().encryption() != Encryption.STORE_MANAGED) {
      return SourceMakes.NONE;
    }
    return trust.source().etags().multipartIsMd5OfMd5s() ? SourceMakes.SURE : SourceMakes.POSSIBLE;
  }

  /// The same upload without a checksum for the whole.
  UploadPlan unannounced() {
    boolean md5 = !equalETag && partETags;
    return new UploadPlan(layout, null, md5, partETags, equalETag, sourceETags);
  }

  /// The same upload, seen with what is known by now: probes end while large objects move.
  UploadPlan seenWith(CopyOrder order, Trust trust) {
    UploadPlan now = of(order, layout, trust, true);
    return new UploadPlan(
        layout, announced, withMd5, now.partETags, now.equalETag, now.sourceETags);
  }

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

  /// Whether an ETag of the source is made of the MD5s of the parts.
  enum SourceMakes {
    SURE,
    POSSIBLE,
    NONE
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
