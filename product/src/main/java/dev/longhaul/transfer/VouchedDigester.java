package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ObjectState;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hashes bytes for the destination, and for a comparison with the digest the source vouches for
/// where that is another one: otherwise a damage on the way from the source would be proved along
/// (H27, decision 7).
final class VouchedDigester implements Digester {
  private final Digester sent;
  private final @Nullable Digester vouched;

  private VouchedDigester(Digester sent, @Nullable Digester vouched) {
    this.sent = sent;
    this.vouched = vouched;
  }

  static VouchedDigester of(Trust trust, ObjectState state) {
    List<Checksum> own = trust.sourceDigests(state);
    boolean covered =
        own.isEmpty() || own.stream().anyMatch(digest -> digest.algorithm() == trust.hashed());
    return new VouchedDigester(
        Digester.of(trust.hashed()).orElseThrow(),
        covered ? null : Digester.of(own.getFirst().algorithm()).orElseThrow());
  }

  @Override
  public void update(ByteBuffer bytes) {
    if (vouched != null) {
      vouched.update(bytes.duplicate());
    }
    sent.update(bytes);
  }

  @Override
  public Checksum checksum() {
    return sent.checksum();
  }

  /// What is to be held against the source's own digest, once; `null` where the checksum itself is.
  @Nullable Checksum vouched() {
    return vouched == null ? null : vouched.checksum();
  }
}
