package dev.longhaul.transfer;

import dev.longhaul.transfer.PartLayout.OnePut;
import dev.longhaul.transfer.PartLayout.Parts;
import dev.longhaul.transfer.PartLayout.TooLarge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides how an object is cut, from its size, the source's pieces and the destination's limits;
/// pure (rule 5, H37, H38).
final class LayoutRule {
  /// A single-PUT source of up to this size is written by one PUT, so that its ETag stays the MD5.
  static final long ONE_PUT_BYTES = 64L << 20;

  private static final long MIB = 1L << 20;

  /// Parts kept in reserve, so that rounding never asks for one part too many.
  private static final int SPARE_PARTS = 10;

  /// Part sizes that uploading tools have by default, in MiB, most usual first.
  private static final List<Integer> USUAL_MIB =
      List.of(8, 5, 16, 64, 10, 32, 100, 50, 128, 15, 20, 25, 256, 512, 1024);

  private LayoutRule() {}

  static PartLayout decide(long size, SourceParts source, StoreLimits limits) {
    if (size > limits.maxObject()) {
      return tooLarge(size, limits);
    }
    return switch (source) {
      case SourceParts.Single() -> own(size, ONE_PUT_BYTES, limits);
      case SourceParts.Unmatchable() -> own(size, Transfer.HELD_BYTES, limits);
      case SourceParts.Uniform(int count, long partSize) ->
          kept(uniform(size, count, partSize), size, limits);
      case SourceParts.Listed(List<Long> sizes) -> kept(listed(size, sizes), size, limits);
      case SourceParts.Counted(int count) -> kept(guess(size, count, limits), size, limits);
    };
  }

  private static PartLayout kept(@Nullable Parts parts, long size, StoreLimits limits) {
    return parts != null && parts.fits(limits) ? parts : own(size, Transfer.HELD_BYTES, limits);
  }

  private static @Nullable Parts uniform(long size, int count, long partSize) {
    if (count == 1) {
      return Parts.uniform(size, Math.max(1, size), true);
    }
    if (partSize == 0 || Math.ceilDiv(size, partSize) != count) {
      return null;
    }
    // Two parts leave no doubt; more may differ in the middle and still add up.
    return Parts.uniform(size, partSize, count == 2);
  }

  private static @Nullable Parts listed(long size, List<Long> sizes) {
    Parts parts = Parts.listed(sizes);
    return parts.size() == size && !sizes.isEmpty() ? parts : null;
  }

  /// The most plausible part size that makes this many parts, whole MiB.
  private static @Nullable Parts guess(long size, int count, StoreLimits limits) {
    if (count == 1) {
      return Parts.uniform(size, Math.max(1, size), true);
    }
    for (int mib : USUAL_MIB) {
      if (Math.ceilDiv(size, mib * MIB) == count) {
        return Parts.uniform(size, mib * MIB, false);
      }
    }
    long least = Math.ceilDiv(Math.ceilDiv(size, count), MIB) * MIB;
    boolean fits = least >= limits.minPart() && Math.ceilDiv(size, Math.max(1, least)) == count;
    return fits ? Parts.uniform(size, least, false) : null;
  }

  private static PartLayout own(long size, long onePut, StoreLimits limits) {
    if (size <= Math.min(onePut, limits.maxPut())) {
      return new OnePut(size);
    }
    long least = Math.max(Transfer.HELD_BYTES, limits.minPart());
    int usable = Math.max(1, limits.maxParts() - SPARE_PARTS);
    long rounded = Math.ceilDiv(Math.ceilDiv(size, usable), MIB) * MIB;
    long partSize = Math.max(least, rounded);
    if (partSize > limits.maxPart()) {
      partSize = Math.max(1, Math.ceilDiv(size, limits.maxParts()));
    }
    return partSize <= limits.maxPart()
        ? Parts.uniform(size, partSize, false)
        : tooLarge(size, limits);
  }

  private static TooLarge tooLarge(long size, StoreLimits limits) {
    return new TooLarge(
        "the object has %,d bytes; the destination takes at most %,d, in %,d parts of %,d"
            .formatted(size, limits.maxObject(), limits.maxParts(), limits.maxPart()),
        "exclude the key, or split the object at the source");
  }
}
