package dev.longhaul.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Buffers for listing pages, used again: a page is read whole, and pages of one store are of one
/// size.
final class PageBuffers {
  /// The longest page that is read (H80).
  static final int MAX_BYTES = 10 * 1024 * 1024;

  private static final int USUAL_BYTES = 512 * 1024;
  private static final int MOST_KEPT = 16;

  private final ConcurrentLinkedDeque<byte[]> free = new ConcurrentLinkedDeque<>();

  /// A page in a buffer that may be longer.
  static final class Page {
    private final byte[] bytes;
    private final int length;

    private Page(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }

    byte[] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }
  }

  /// Reads a body to its end.
  Page read(InputStream body) throws IOException {
    byte[] kept = free.poll();
    byte[] buffer = kept == null ? new byte[USUAL_BYTES] : kept;
    int length = 0;
    while (true) {
      int read = body.read(buffer, length, buffer.length - length);
      if (read < 0) {
        return new Page(buffer, length);
      }
      length += read;
      if (length > MAX_BYTES) {
        throw new IOException("a listing page of more than " + MAX_BYTES + " bytes");
      }
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, length * 2);
      }
    }
  }

  void release(Page page) {
    if (free.size() < MOST_KEPT) {
      free.push(page.bytes());
    }
  }
}
