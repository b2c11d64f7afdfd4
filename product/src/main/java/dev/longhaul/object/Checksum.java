package dev.longhaul.object;

import java.util.Optional;

/// A checksum a store reports or is told: algorithm, what it covers, and its Base64 value.
public record Checksum(ChecksumAlgorithm algorithm, Type type, String base64) {
  /// What a checksum covers. Only whole-object values may be compared between stores (H26).
  public enum Type {
    FULL_OBJECT,
    COMPOSITE
  }

  public Checksum {
    if (base64.isEmpty() || base64.length() > 128) {
      throw new IllegalArgumentException("not a checksum value: " + Escaped.text(base64));
    }
  }

  /// A whole-object (or whole-part) value.
  public static Checksum full(ChecksumAlgorithm algorithm, String base64) {
    return new Checksum(algorithm, Type.FULL_OBJECT, base64);
  }

  /// Whether both are whole-object values of one algorithm, so that comparing them is a proof.
  public boolean isComparableTo(Checksum other) {
    return algorithm == other.algorithm
        && type == Type.FULL_OBJECT
        && other.type == Type.FULL_OBJECT;
  }

  /// The first comparable pair's verdict: empty when nothing is comparable.
  public static Optional<Boolean> agree(Iterable<Checksum> some, Iterable<Checksum> others) {
    for (Checksum one : some) {
      for (Checksum other : others) {
        if (one.isComparableTo(other)) {
          return Optional.of(one.base64.equals(other.base64));
        }
      }
    }
    return Optional.empty();
  }
}
