package dev.longhaul.store.fault;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Percent-encoding as a store does it, written without a look at the adapter's.
final class Percent {
  private Percent() {}

  static byte[] decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      if (c == '%') {
        bytes.write(Integer.parseInt(text, index + 1, index + 3, 16));
        index += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  /// As a listing with encoding-type=url has it: a form, but for the slash.
  static String encoded(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      String one = new String(new byte[] {b}, StandardCharsets.ISO_8859_1);
      if (one.matches("[A-Za-z0-9._*/-]")) {
        text.append(one);
      } else {
        text.append(b == ' ' ? "+" : String.format("%%%02X", b & 0xFF));
      }
    }
    return text.toString();
  }
}
