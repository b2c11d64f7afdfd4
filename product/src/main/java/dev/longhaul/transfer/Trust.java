package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts.Encryption;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ObjectAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// What the digests and ETags of two stores are worth to each other (H25, H26, decision 7).
record Trust(Capabilities source, Capabilities destination) {
  /// What is hashed where the source holds nothing usable, cheapest first.
  private static final List<ChecksumAlgorithm> HASHED =
      List.of(ChecksumAlgorithm.CRC32C, ChecksumAlgorithm.CRC32);

  /// What is hashed where not even MD5 is of use.
  private static final List<ChecksumAlgorithm> COSTLY =
      List.of(ChecksumAlgorithm.CRC64NVME, ChecksumAlgorithm.SHA256, ChecksumAlgorithm.SHA1);

  /// What is known now.
  static Trust of(TransferEnd source, TransferEnd destination) {
    return new Trust(source.capabilities().get(), destination.capabilities().get());
  }

  /// The digests of the whole object that the source itself vouches for and that are computed here,
  /// so that a refusal can be looked into.
  List<Checksum> sourceDigests(ObjectState state) {
    List<Checksum> digests = new ArrayList<>();
    if (source.etags().singleIsMd5()
        && state.etag().isMd5Shaped()
        && state.storage().encryption() == Encryption.STORE_MANAGED) {
      digests.add(md5(state.etag()));
    }
    for (Checksum checksum : state.checksums()) {
      if (checksum.type() == Checksum.Type.FULL_OBJECT
          && Digester.of(checksum.algorithm()).isPresent()) {
        digests.add(checksum);
      }
    }
    return digests;
  }

  /// The source's own digest in the form in which the destination checks it, or `NONE`.
  BodyDigest forwardable(ObjectState state) {
    for (Checksum digest : sourceDigests(state)) {
      if (digest.algorithm() == ChecksumAlgorithm.MD5 && destination.contentMd5Checked()) {
        return new BodyDigest(digest.base64(), null);
      }
      if (destination.checksums().contains(digest.algorithm())) {
        return new BodyDigest(null, digest);
      }
    }
    return BodyDigest.NONE;
  }

  /// What to hash bytes with when nothing can be forwarded. MD5 goes out as Content-MD5, which
  /// every store knows and which does no harm where it is ignored (H28).
  ChecksumAlgorithm hashed() {
    for (ChecksumAlgorithm algorithm : HASHED) {
      if (destination.checksums().contains(algorithm)) {
        return algorithm;
      }
    }
    if (!destination.contentMd5Checked() && !destination.etags().singleIsMd5()) {
      for (ChecksumAlgorithm algorithm : COSTLY) {
        if (destination.checksums().contains(algorithm)) {
          return algorithm;
        }
      }
    }
    return ChecksumAlgorithm.MD5;
  }

  /// Whether the destination's ETag of an object written by one PUT is the MD5 of its bytes.
  boolean singleIsMd5(ObjectAttributes attributes) {
    return destination.etags().singleIsMd5() && keepsETags(attributes);
  }

  /// Whether the destination makes the ETag of an upload as Amazon S3 does.
  boolean multipartIsMd5OfMd5s(ObjectAttributes attributes) {
    return destination.etags().multipartIsMd5OfMd5s() && keepsETags(attributes);
  }

  /// Whether equal ETags are worth trying for; as long as nothing is known they are.
  boolean mayMatch(ETag etag, ObjectAttributes attributes) {
    if (destination.equals(Capabilities.UNPROVED)) {
      return keepsETags(attributes);
    }
    return etag.parts() > 0
        ? multipartIsMd5OfMd5s(attributes)
        : etag.isMd5Shaped() && singleIsMd5(attributes);
  }

  private static boolean keepsETags(ObjectAttributes attributes) {
    return !(attributes.encryption() instanceof ObjectAttributes.Encryption.Kms);
  }

  /// A computed checksum in the form in which it is sent.
  static BodyDigest sent(Checksum checksum) {
    return checksum.algorithm() == ChecksumAlgorithm.MD5
        ? new BodyDigest(checksum.base64(), null)
        : new BodyDigest(null, checksum);
  }

  /// What a digest says, whichever form it has; empty for none.
  static List<Checksum> checksums(BodyDigest digest) {
    List<Checksum> checksums = new ArrayList<>();
    if (digest.checksum() != null) {
      checksums.add(digest.checksum());
    }
    if (digest.contentMd5() != null) {
      checksums.add(Checksum.full(ChecksumAlgorithm.MD5, digest.contentMd5()));
    }
    return checksums;
  }

  /// The MD5 that an ETag of that shape is taken for.
  static Checksum md5(ETag etag) {
    byte[] bytes = HexFormat.of().parseHex(etag.value());
    return Checksum.full(ChecksumAlgorithm.MD5, Base64.getEncoder().encodeToString(bytes));
  }
}
