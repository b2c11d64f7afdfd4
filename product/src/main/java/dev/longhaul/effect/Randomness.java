package dev.longhaul.effect;

/// Chance as the engine sees it: jitter, identifiers, sampling. Thread-safe.
public interface Randomness {
  /// 64 uniformly distributed bits.
  long nextLong();

  /// A uniformly distributed number in `[0, bound)`; `bound` must be positive.
  default long below(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive: " + bound);
    }
    return Long.remainderUnsigned(nextLong() >>> 1, bound);
  }

  /// 32 lower-case hexadecimal digits, unique for all practical purposes.
  default String token() {
    return String.format("%016x%016x", nextLong(), nextLong());
  }
}
