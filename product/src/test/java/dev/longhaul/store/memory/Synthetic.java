package dev.longhaul.store.memory;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/// Bytes that are computed where they are needed, so that a huge object costs no memory.
///
/// Each word of eight bytes is a reversible function of a number that counts up. So a store that is
/// sent such bytes, from whatever offset, recognises them and keeps the numbers only.
///
/// @param start the number of the first word
/// @param skip bytes of the first word that are left out, 0 to 7
public record Synthetic(long start, int skip, long size) implements Content {
  /// Bytes in which `recognise` needs to see the beginning.
  static final int RECOGNISABLE = 24;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FIRST = 0xBF58476D1CE4E5B9L;
  private static final long SECOND = 0x94D049BB133111EBL;

  /// An object of this many bytes, different for each seed.
  public static Synthetic of(long seed, long size) {
    return new Synthetic(mixed(seed), 0, size);
  }

  /// The content that begins with these bytes, if it is a synthetic one.
  static Optional<Synthetic> recognise(byte[] beginning, long size) {
    for (int skip = 0; skip < 8; skip++) {
      int whole = (8 - skip) % 8;
      long number = unmixed((long) WORD.get(beginning, whole));
      Synthetic candidate = new Synthetic(skip == 0 ? number : number - 1, skip, size);
      if (candidate.matches(0, beginning, 0, RECOGNISABLE)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /// Whether the bytes are those at this position.
  boolean matches(long position, byte[] bytes, int from, int length) {
    byte[] expected = new byte[length];
    fill(position, expected, 0, length);
    return java.util.Arrays.equals(expected, 0, length, bytes, from, from + length);
  }

  @Override
  public InputStream open(long first, long length) {
    return new InputStream() {
      private long position = first;
      private long left = length;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int offset, int count) {
        if (count == 0) {
          return 0;
        }
        int read = (int) Math.min(left, count);
        fill(position, into, offset, read);
        position += read;
        left -= read;
        return read == 0 ? -1 : read;
      }
    };
  }

  private void fill(long position, byte[] into, int offset, int length) {
    long at = position + skip;
    int index = offset;
    int end = offset + length;
    while (index < end) {
      long word = mixed(start + (at >>> 3));
      if ((at & 7) == 0 && end - index >= 8) {
        WORD.set(into, index, word);
        index += 8;
        at += 8;
      } else {
        into[index++] = (byte) (word >>> (8 * (at & 7)));
        at++;
      }
    }
  }

  private static long mixed(long number) {
    long mixed = (number ^ (number >>> 30)) * FIRST;
    mixed = (mixed ^ (mixed >>> 27)) * SECOND;
    return mixed ^ (mixed >>> 31);
  }

  private static long unmixed(long word) {
    long number = unshifted(word, 31) * inverse(SECOND);
    number = unshifted(number, 27) * inverse(FIRST);
    return unshifted(number, 30);
  }

  private static long unshifted(long value, int shift) {
    long result = value;
    for (int known = shift; known < 64; known += shift) {
      result = value ^ (result >>> shift);
    }
    return result;
  }

  /// The number that multiplied with this odd one gives 1, by Newton's method.
  private static long inverse(long odd) {
    long inverse = odd;
    for (int round = 0; round < 6; round++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
