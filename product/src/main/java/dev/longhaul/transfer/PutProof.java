package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Stored;
import java.util.List;
import java.util.Optional;

/// Judges by the answer of one PUT alone whether the destination holds the bytes; pure.
///
/// That the destination's ETags are MD5s is proved by its probe. When such an ETag equals the
/// source's, the source's is one as well: there is no other way to come by equal ones.
sealed interface PutProof {
  /// It does.
  record Proved(Proof proof) implements PutProof {}

  /// The answer says nothing that proves it.
  record Open() implements PutProof {}

  /// The answer shows that it does not.
  record Contradicted() implements PutProof {}

  static PutProof judge(CopyOrder order, Trust trust, BodyDigest sent, Stored stored) {
    List<Checksum> source = trust.sourceDigests(order.source());
    List<Checksum> known = Trust.checksums(sent);
    boolean endToEnd = Checksum.agree(source, known).orElse(false);
    boolean md5ETag = trust.singleIsMd5(order.attributes()) && stored.etag().isMd5Shaped();
    if (md5ETag && stored.etag().equals(order.source().etag())) {
      return new Proved(new Proof.EqualEtags());
    }
    if (md5ETag) {
      List<Checksum> md5 = List.of(Trust.md5(stored.etag()));
      if (disagree(md5, known) || disagree(md5, source)) {
        return new Contradicted();
      }
      if (Checksum.agree(md5, known).isPresent()) {
        return digest(ChecksumAlgorithm.MD5, endToEnd);
      }
    }
    if (disagree(stored.checksums(), known)) {
      return new Contradicted();
    }
    return known.stream()
        .filter(checksum -> isChecked(checksum, trust, stored))
        .findFirst()
        .map(checksum -> digest(checksum.algorithm(), endToEnd))
        .orElseGet(Open::new);
  }

  private static boolean disagree(List<Checksum> some, List<Checksum> others) {
    Optional<Boolean> verdict = Checksum.agree(some, others);
    return verdict.isPresent() && !verdict.get();
  }

  /// Whether a store that took these bytes with this digest has proved that they match: it echoed
  /// the value, or was probed to refuse others.
  private static boolean isChecked(Checksum checksum, Trust trust, Stored stored) {
    return stored.checksums().contains(checksum)
        || trust.destination().checksums().contains(checksum.algorithm())
        || (checksum.algorithm() == ChecksumAlgorithm.MD5
            && trust.destination().contentMd5Checked());
  }

  private static PutProof digest(ChecksumAlgorithm algorithm, boolean endToEnd) {
    return new Proved(new Proof.Digest(algorithm.name(), endToEnd));
  }
}
