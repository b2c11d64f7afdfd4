package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ETag;
import dev.longhaul.store.UploadedPart;
import java.util.List;
import java.util.Optional;

/// All parts of an upload, sent: what the object they make must look like; pure.
record Assembly(CopyOrder order, UploadPlan plan, Trust trust, List<SentPart> parts) {
  /// The CRC32C of the whole, combined from the parts (H27).
  Checksum crc() {
    long combined = Crc.EMPTY;
    for (SentPart part : parts) {
      long crc = Integer.toUnsignedLong(part.crc32c());
      combined = Crc.CRC32C.combine(combined, crc, part.stored().size());
    }
    return Crc.CRC32C.checksum(combined);
  }

  /// The ETag that a store must make of these parts, where it is proved to make them so.
  Optional<ETag> expectedETag() {
    return plan.hashing().partETags()
        ? CompositeETag.of(parts.stream().map(part -> part.stored().etag()).toList())
        : Optional.empty();
  }

  /// Whether the source itself vouches for the combined checksum; empty when it says nothing.
  Optional<Boolean> sourceAgrees() {
    return Checksum.agree(trust.sourceDigests(order.source()), List.of(crc()));
  }

  /// Whether every part is known to have arrived as it left.
  boolean arePartsProved() {
    return parts.stream().allMatch(SentPart::proved);
  }

  List<UploadedPart> stored() {
    return parts.stream().map(SentPart::stored).toList();
  }

  long size() {
    return plan.layout().size();
  }

  /// What was compared where a digest is the proof.
  Proof digest() {
    String algorithm = !plan.isAnnounced() && plan.hashing().withMd5() ? "MD5" : "CRC32C";
    return new Proof.Digest(algorithm, sourceAgrees().orElse(false));
  }

  ReadBack.Expected expected() {
    return new ReadBack.Expected(
        order.destinationKey(), size(), List.of(crc()), sourceAgrees().orElse(false));
  }
}
