package dev.longhaul.store;

import java.io.IOException;

/// Bytes to send, of a length known in advance (H33).
public interface Body {
  long length();

  BodyDigest digest();

  /// Writes exactly `length` bytes; may be called again for another try, and then writes the same
  /// bytes or fails. An exception cuts the request off, so that the store stores nothing.
  void writeTo(BodyOutput out) throws IOException;

  /// A body out of memory; the array must not change afterwards.
  static Body of(byte[] bytes, BodyDigest digest) {
    return new Body() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public BodyDigest digest() {
        return digest;
      }

      @Override
      public void writeTo(BodyOutput out) throws IOException {
        out.write(bytes);
      }
    };
  }
}
