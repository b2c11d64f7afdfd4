package dev.longhaul.object;

/// A range of an object's bytes; never empty, because an empty range cannot be asked for.
///
/// @param first offset of the first byte, from 0
/// @param length number of bytes, at least 1
public record ByteRange(long first, long length) {
  public ByteRange {
    if (first < 0 || length < 1 || first > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("not a byte range: first " + first + " length " + length);
    }
  }

  /// Offset of the last byte, inclusive, as the Range header counts.
  public long last() {
    return first + length - 1;
  }

  /// The value of a Range header.
  public String header() {
    return "bytes=" + first + "-" + last();
  }
}
