package dev.longhaul.store.s3;

import dev.longhaul.object.ObjectKey;
import java.nio.charset.StandardCharsets;

/// Percent-encoding as S3 and its signatures want it: from bytes, once, in one place (H52).
///
/// Letters, digits and `-._~` stay; every other byte becomes `%XX` with upper-case digits. In a
/// path the slash stays too, in a query it does not.
final class PercentEncoding {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.ISO_8859_1);
  private static final boolean[] PLAIN = plain();

  private PercentEncoding() {}

  private static boolean[] plain() {
    boolean[] plain = new boolean[256];
    for (char c = 0; c < 128; c++) {
      plain[c] = Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0;
    }
    return plain;
  }

  /// Appends a key as it stands in the path of a request.
  static void appendPath(StringBuilder out, ObjectKey key) {
    for (int index = 0; index < key.length(); index++) {
      byte b = key.byteAt(index);
      if (b == '/') {
        out.append('/');
      } else {
        append(out, b);
      }
    }
  }

  /// Appends text as the value of a query parameter or a form.
  static void appendQuery(StringBuilder out, String text) {
    appendQuery(out, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Appends bytes as the value of a query parameter.
  static void appendQuery(StringBuilder out, byte[] bytes) {
    for (byte b : bytes) {
      append(out, b);
    }
  }

  private static void append(StringBuilder out, byte b) {
    if (PLAIN[b & 0xFF]) {
      out.append((char) b);
    } else {
      out.append('%').append((char) HEX[(b >> 4) & 0xF]).append((char) HEX[b & 0xF]);
    }
  }
}
