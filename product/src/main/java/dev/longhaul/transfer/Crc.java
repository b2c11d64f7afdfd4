package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import java.util.Base64;

/// The cyclic redundancy checks of S3, with the arithmetic that makes the value of a whole object
/// out of the values of its parts, without the bytes (H27).
///
/// All three are reflected and begin and end with all bits inverted, so one rule serves them:
/// appending n bytes multiplies by x to the power of 8n, modulo the polynomial.
public enum Crc {
  CRC32(ChecksumAlgorithm.CRC32, 32, 0xEDB88320L),
  CRC32C(ChecksumAlgorithm.CRC32C, 32, 0x82F63B78L),
  CRC64NVME(ChecksumAlgorithm.CRC64NVME, 64, 0x9a6c9329ac4bc9b5L);

  /// Powers of x: entry k is x to the power of 2^k; lengths have 63 bits, bytes have 8 bits.
  private static final int POWERS = 63 + 3;

  private final ChecksumAlgorithm algorithm;
  private final int bits;
  private final long polynomial;

  @SuppressWarnings("ImmutableEnumChecker") // Filled once, here, and never handed out.
  private final long[] powers = new long[POWERS];

  Crc(ChecksumAlgorithm algorithm, int bits, long polynomial) {
    this.algorithm = algorithm;
    this.bits = bits;
    this.polynomial = polynomial;
    powers[0] = 1L << (bits - 2);
    for (int k = 1; k < POWERS; k++) {
      powers[k] = multiply(powers[k - 1], powers[k - 1]);
    }
  }

  /// The name S3 has for it.
  public ChecksumAlgorithm algorithm() {
    return algorithm;
  }

  /// The reflected polynomial.
  long polynomial() {
    return polynomial;
  }

  /// The CRC of no bytes, with which combining begins.
  public static final long EMPTY = 0;

  /// The CRC of some bytes followed by others, in time logarithmic in their number.
  ///
  /// @param second the CRC of the bytes that follow
  /// @param secondLength how many bytes follow
  public long combine(long first, long second, long secondLength) {
    if (secondLength < 0) {
      throw new IllegalArgumentException("a length is not negative: " + secondLength);
    }
    long shifted = first;
    long left = secondLength;
    for (int k = 3; left != 0; k++, left >>>= 1) {
      if ((left & 1) != 0) {
        shifted = multiply(powers[k], shifted);
      }
    }
    return shifted ^ second;
  }

  /// The product of two reflected polynomials, modulo this one.
  private long multiply(long first, long second) {
    long product = 0;
    long shifted = second;
    for (int bit = bits - 1; bit >= 0; bit--) {
      if ((first >>> bit & 1) != 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) == 0 ? shifted >>> 1 : (shifted >>> 1) ^ polynomial;
    }
    return product;
  }

  /// The value as stores write it: whole-object, big-endian, Base64.
  public Checksum checksum(long value) {
    byte[] bytes = new byte[bits / 8];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = (byte) (value >>> (bits - 8 - 8 * index));
    }
    return Checksum.full(algorithm, Base64.getEncoder().encodeToString(bytes));
  }
}
