package dev.longhaul.transfer;

import dev.longhaul.object.ByteRange;
import java.util.Arrays;
import java.util.List;

/// How an object is cut into pieces to write it.
public sealed interface PartLayout {
  /// By one PUT.
  record OnePut(long size) implements PartLayout {}

  /// The store cannot hold it.
  record TooLarge(String message, String remedy) implements PartLayout {}

  /// In parts, numbered from 1.
  final class Parts implements PartLayout {
    private final long size;
    private final long partSize;
    private final long[] starts;
    private final boolean exact;

    private Parts(long size, long partSize, long[] starts, boolean exact) {
      this.size = size;
      this.partSize = partSize;
      this.starts = starts;
      this.exact = exact;
    }

    /// Parts of one size but the last, which has the rest; one empty part for no bytes.
    ///
    /// @param exact whether the source surely has the same boundaries
    static Parts uniform(long size, long partSize, boolean exact) {
      int count = Math.max(1, Math.toIntExact(Math.ceilDiv(size, partSize)));
      long[] starts = new long[count + 1];
      for (int index = 1; index < count; index++) {
        starts[index] = index * partSize;
      }
      starts[count] = size;
      return new Parts(size, partSize, starts, exact);
    }

    /// Parts of exactly these sizes, as the source has them.
    static Parts listed(List<Long> sizes) {
      long[] starts = new long[sizes.size() + 1];
      for (int index = 0; index < sizes.size(); index++) {
        starts[index + 1] = Math.addExact(starts[index], sizes.get(index));
      }
      return new Parts(starts[sizes.size()], 0, starts, true);
    }

    /// Bytes of the whole object.
    public long size() {
      return size;
    }

    public int count() {
      return starts.length - 1;
    }

    /// Bytes of every part but the last; 0 when parts differ.
    public long partSize() {
      return partSize;
    }

    /// Whether the source surely has the same boundaries, so that the ETags of two stores that make
    /// them alike must come out equal.
    public boolean isExact() {
      return exact;
    }

    /// Offset of the first byte of a part.
    public long start(int number) {
      return starts[number - 1];
    }

    /// Bytes of a part.
    public long length(int number) {
      return starts[number] - starts[number - 1];
    }

    /// The bytes of a part, which must have some.
    public ByteRange range(int number) {
      return new ByteRange(start(number), length(number));
    }

    /// Bytes of the largest part.
    public long longest() {
      long longest = 0;
      for (int number = 1; number <= count(); number++) {
        longest = Math.max(longest, length(number));
      }
      return longest;
    }

    boolean fits(StoreLimits limits) {
      if (count() > limits.maxParts() || longest() > limits.maxPart()) {
        return false;
      }
      for (int number = 1; number < count(); number++) {
        if (length(number) < limits.minPart()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Parts parts && Arrays.equals(starts, parts.starts);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(starts);
    }

    @Override
    public String toString() {
      return count() + " parts of " + (partSize == 0 ? "several sizes" : partSize + " bytes");
    }
  }
}
