package dev.longhaul.store.memory;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A body that fails when it ends before its announced length (H32).
final class ExactStream extends FilterInputStream {
  private long left;

  ExactStream(InputStream body, long length) {
    super(body);
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, (int) Math.min(length, Math.max(1, left)));
    if (read < 0 && left > 0) {
      throw new EOFException("the body ended " + left + " bytes early");
    }
    left -= Math.max(0, read);
    return read;
  }
}
