package dev.longhaul.transfer;

/// How large and how many the pieces of an object may be at a store (H37).
///
/// @param maxParts parts of one upload
/// @param minPart bytes of every part but the last
/// @param maxPart bytes of one part
/// @param maxPut bytes of an object written by one PUT
/// @param maxObject bytes of any object
public record StoreLimits(int maxParts, long minPart, long maxPart, long maxPut, long maxObject) {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /// Amazon S3: 10,000 parts of 5 MiB to 5 GiB, objects of up to 48.8 TiB.
  public static final StoreLimits AMAZON =
      new StoreLimits(10_000, 5 * MIB, 5 * GIB, 5 * GIB, 10_000 * 5 * GIB);

  public StoreLimits {
    if (maxParts < 1 || maxParts > 10_000) {
      throw new IllegalArgumentException("a store takes 1 to 10,000 parts, not " + maxParts);
    }
    if (minPart < 1 || maxPart < minPart || maxPut < 0 || maxObject < maxPut) {
      throw new IllegalArgumentException(
          "limits contradict each other: parts of %d to %d bytes, PUT of %d, objects of %d"
              .formatted(minPart, maxPart, maxPut, maxObject));
    }
  }

  /// The same for those who can carry no piece longer than this.
  public StoreLimits within(long longest) {
    long part = Math.clamp(longest, minPart, maxPart);
    return new StoreLimits(
        maxParts, minPart, part, Math.min(maxPut, part), Math.min(maxObject, maxParts * part));
  }

  /// The same with another number of parts.
  public StoreLimits withMaxParts(int parts) {
    return new StoreLimits(parts, minPart, maxPart, maxPut, maxObject);
  }
}
