package dev.longhaul.scan;

import dev.longhaul.object.ByteRange;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// Compares the bytes of two objects by their SHA-256, piece by piece, so that a broken connection
/// costs one piece and a difference is found where it is.
final class ByteComparison {
  /// Bytes of a piece.
  static final long PIECE = 64L << 20;

  private static final int BUFFER = 64 << 10;

  /// One object of one side, pinned (H18).
  record Pinned(ObjectReader reader, ObjectKey key, Incarnation incarnation) {}

  private ByteComparison() {}

  /// Whether the bytes are the same; empty when an object is no longer the one that was pinned.
  /// Both have the same size.
  static Optional<Boolean> same(Pinned one, Pinned other) {
    long size = one.incarnation().size();
    for (long first = 0; first < size; first += PIECE) {
      ByteRange piece = new ByteRange(first, Math.min(PIECE, size - first));
      Optional<byte[]> some = digest(one, piece);
      Optional<byte[]> others = some.isEmpty() ? some : digest(other, piece);
      if (others.isEmpty()) {
        return Optional.empty();
      }
      if (!MessageDigest.isEqual(some.get(), others.get())) {
        return Optional.of(false);
      }
    }
    return Optional.of(true);
  }

  private static Optional<byte[]> digest(Pinned object, ByteRange piece) {
    boolean whole = piece.length() == object.incarnation().size();
    ReadRequest request = new ReadRequest(object.incarnation(), whole ? null : piece);
    return switch (object.reader().read(object.key(), request, (_, _, body) -> digest(body))) {
      case Reading.Complete<byte[]>(byte[] digest) -> Optional.of(digest);
      case Reading.Missing<byte[]>(), Reading.Changed<byte[]>() -> Optional.empty();
    };
  }

  private static byte[] digest(InputStream body) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
      digest.update(buffer, 0, count);
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
