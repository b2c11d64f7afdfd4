package dev.longhaul.ledger.sqlite;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What lies between two positions of a table, both exclusive.
///
/// @param low `null` is the beginning of the table
/// @param high `null` is its end
record Gap(@Nullable Object low, @Nullable Object high) {
  /// Bytes by which gaps between keys are halved further than the keys are long.
  private static final int FINER = 4;

  /// Beyond all keys that are text.
  private static final byte[] LAST = {(byte) 0xff};

  /// Both halves; none where the gap is too small, or where positions are words, of which there are
  /// few.
  List<Gap> halves(Table table) {
    return switch (table.columns().getFirst().kind()) {
      case KEY ->
          halves(
              low instanceof byte[] bytes ? bytes : new byte[0],
              high instanceof byte[] bytes ? bytes : LAST);
      case NUMBER ->
          halves(
              low instanceof Number number ? number.longValue() : 0,
              high instanceof Number number ? number.longValue() : Long.MAX_VALUE);
      case TEXT, MILLIS, TIME, CAUSE -> List.of();
    };
  }

  private List<Gap> halves(long from, long to) {
    long middle = from + (to - from) / 2;
    return to - from < 3 ? List.of() : List.of(new Gap(low, middle + 1), new Gap(middle, high));
  }

  private List<Gap> halves(byte[] from, byte[] to) {
    byte[] middle = middle(from, to, Math.max(from.length, to.length) + FINER);
    return Arrays.compareUnsigned(from, middle) >= 0 || Arrays.compareUnsigned(middle, to) >= 0
        ? List.of()
        : List.of(new Gap(low, middle), new Gap(middle, high));
  }

  private static byte[] middle(byte[] from, byte[] to, int length) {
    BigInteger sum =
        new BigInteger(1, Arrays.copyOf(from, length))
            .add(new BigInteger(1, Arrays.copyOf(to, length)));
    byte[] half = sum.shiftRight(1).toByteArray();
    byte[] middle = new byte[length];
    int copied = Math.min(half.length, length);
    System.arraycopy(half, half.length - copied, middle, length - copied, copied);
    // No key ends so; a row that is the middle would be in neither half.
    middle[length - 1] = 1;
    return middle;
  }
}
