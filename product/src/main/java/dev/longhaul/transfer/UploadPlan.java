package dev.longhaul.transfer;

import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.StorageFacts.Encryption;
import dev.longhaul.transfer.PartLayout.Parts;

/// How one upload is done: its parts, what is hashed and sent with each, and what its end can be
/// held to; pure.
///
/// @param equalETag whether the destination's ETag should come out as the source's
/// @param sourceETags whether the source's ETag is made of the parts' MD5s too
record UploadPlan(Parts layout, PartHashing hashing, boolean equalETag, SourceMakes sourceETags) {
  /// @param announces whether the destination takes the checksum of a whole upload
  static UploadPlan of(CopyOrder order, Parts layout, Trust trust, boolean announces) {
    boolean partETags = trust.multipartIsMd5OfMd5s(order.attributes());
    boolean equalETag = partETags && order.source().etag().parts() == layout.count();
    // A part that streams has to announce its checksum before it is read, so it cannot.
    boolean held = layout.longest() <= Transfer.HELD_BYTES;
    boolean checked = trust.destination().checksums().contains(ChecksumAlgorithm.CRC32C);
    boolean crc = announces && held && checked;
    PartHashing hashing =
        new PartHashing(
            crc ? ChecksumAlgorithm.CRC32C : null, !crc && !equalETag && partETags, partETags);
    return new UploadPlan(layout, hashing, equalETag, sourceMakes(order, trust));
  }

  /// Keys of whoever encrypts make an ETag that says nothing of the bytes.
  private static SourceMakes sourceMakes(CopyOrder order, Trust trust) {
    if (order.source().storage().encryption() != Encryption.STORE_MANAGED) {
      return SourceMakes.NONE;
    }
    return trust.source().etags().multipartIsMd5OfMd5s() ? SourceMakes.SURE : SourceMakes.POSSIBLE;
  }

  /// For parts of which nothing is expected.
  static UploadPlan unproved(Parts layout) {
    return new UploadPlan(layout, PartHashing.NONE, false, SourceMakes.NONE);
  }

  boolean isAnnounced() {
    return hashing.announced() != null;
  }

  /// The same upload without a checksum for the whole.
  UploadPlan unannounced() {
    boolean partETags = hashing.partETags();
    PartHashing silent = new PartHashing(null, !equalETag && partETags, partETags);
    return new UploadPlan(layout, silent, equalETag, sourceETags);
  }

  /// The same upload, seen with what is known by now: probes end while large objects move.
  UploadPlan seenWith(CopyOrder order, Trust trust) {
    UploadPlan now = of(order, layout, trust, true);
    PartHashing seen =
        new PartHashing(hashing.announced(), hashing.withMd5(), now.hashing.partETags());
    return new UploadPlan(layout, seen, now.equalETag, now.sourceETags);
  }

  /// Whether an ETag of the source is made of the MD5s of the parts.
  enum SourceMakes {
    SURE,
    POSSIBLE,
    NONE
  }
}
