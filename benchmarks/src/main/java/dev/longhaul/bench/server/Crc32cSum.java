package dev.longhaul.bench.server;

/// The CRC32C of two stretches out of the CRC32C of each.
final class Crc32cSum {
  private static final int POLYNOMIAL = 0x82F63B78;

  private Crc32cSum() {}

  /// The checksum of bytes with checksum `first` followed by `length` bytes with checksum `second`.
  static int combine(int first, int second, long length) {
    int shifted = first;
    int factor = 0x00800000; // x^8 in the reflected form: one byte further.
    for (long left = length; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        shifted = multiply(shifted, factor);
      }
      factor = multiply(factor, factor);
    }
    return shifted ^ second;
  }

  /// The product of two polynomials over two elements, modulo the polynomial of the checksum.
  private static int multiply(int one, int other) {
    int product = 0;
    int factor = one;
    for (int bit = 31; bit >= 0; bit--) {
      if ((other >>> bit & 1) == 1) {
        product ^= factor;
      }
      factor = (factor >>> 1) ^ ((factor & 1) == 1 ? POLYNOMIAL : 0);
    }
    return product;
  }
}
