package dev.longhaul.transfer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/// The CRC that S3 adds to objects by itself, CRC-64/NVME, by sixteen tables at once.
final class Crc64Nvme implements Checksum {
  private static final int SLICES = 16;
  private static final long[][] TABLES = tables();

  private long state = -1;

  private static long[][] tables() {
    long[][] tables = new long[SLICES][256];
    for (int index = 0; index < 256; index++) {
      long crc = index;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ Crc.CRC64NVME.polynomial();
      }
      tables[0][index] = crc;
    }
    for (int slice = 1; slice < SLICES; slice++) {
      for (int index = 0; index < 256; index++) {
        long before = tables[slice - 1][index];
        tables[slice][index] = (before >>> 8) ^ tables[0][(int) before & 0xFF];
      }
    }
    return tables;
  }

  @Override
  public void update(int value) {
    state = (state >>> 8) ^ TABLES[0][((int) state ^ value) & 0xFF];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    ByteBuffer longs = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = offset + length;
    int index = offset;
    long crc = state;
    for (; end - index >= SLICES; index += SLICES) {
      crc = eight(crc ^ longs.getLong(index), 8) ^ eight(longs.getLong(index + 8), 0);
    }
    for (; index < end; index++) {
      crc = (crc >>> 8) ^ TABLES[0][((int) crc ^ bytes[index]) & 0xFF];
    }
    state = crc;
  }

  /// What eight bytes, followed by `after` more, add to the CRC.
  private static long eight(long bytes, int after) {
    return TABLES[after + 7][(int) bytes & 0xFF]
        ^ TABLES[after + 6][(int) (bytes >>> 8) & 0xFF]
        ^ TABLES[after + 5][(int) (bytes >>> 16) & 0xFF]
        ^ TABLES[after + 4][(int) (bytes >>> 24) & 0xFF]
        ^ TABLES[after + 3][(int) (bytes >>> 32) & 0xFF]
        ^ TABLES[after + 2][(int) (bytes >>> 40) & 0xFF]
        ^ TABLES[after + 1][(int) (bytes >>> 48) & 0xFF]
        ^ TABLES[after][(int) (bytes >>> 56) & 0xFF];
  }

  @Override
  public long getValue() {
    return ~state;
  }

  @Override
  public void reset() {
    state = -1;
  }
}
