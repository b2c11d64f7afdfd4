package dev.longhaul.store.memory;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A body that breaks off, or has one wrong bit, at a certain byte.
final class DamagedStream extends FilterInputStream {
  private final boolean breaks;
  private long left;

  /// @param place bytes before the damage
  /// @param breaks whether it breaks off there
  DamagedStream(InputStream body, long place, boolean breaks) {
    super(body);
    this.left = place;
    this.breaks = breaks;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0 && breaks) {
      throw new IOException("broken off by the test");
    }
    int read = super.read(into, offset, breaks ? (int) Math.min(length, left) : length);
    if (!breaks && left >= 0 && left < read) {
      into[offset + (int) left] ^= 1;
    }
    left -= Math.max(0, read);
    return read;
  }
}
