package dev.longhaul.store.s3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Turns the text of a key in a listing into the bytes of the key (H54).
enum KeyText {
  /// As it stands: the store did not encode it.
  PLAIN,
  /// Percent-encoded, a plus being a space.
  ENCODED,
  /// Percent-encoded, a plus being a plus.
  ENCODED_LITERAL_PLUS;

  /// A text that is not encoded as declared.
  static final class Malformed extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super("a key that is not percent-encoded as declared");
    }
  }

  /// How a listing that declares this EncodingType writes keys.
  static KeyText of(@Nullable String encodingType, Dialect.Plus plus) {
    if (!isEncoded(encodingType)) {
      return PLAIN;
    }
    return switch (plus) {
      case SPACE -> ENCODED;
      case LITERAL -> ENCODED_LITERAL_PLUS;
    };
  }

  /// Whether a listing that declares this EncodingType encodes keys.
  static boolean isEncoded(@Nullable String encodingType) {
    return encodingType != null && encodingType.strip().equalsIgnoreCase("url");
  }

  byte[] bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes(bytes, 0, bytes.length);
  }

  /// The bytes of a key whose text is UTF-8 in part of an array.
  byte[] bytes(byte[] text, int from, int to) {
    int index = from;
    while (index < to && isItself(text[index])) {
      index++;
    }
    byte[] key = Arrays.copyOfRange(text, from, to);
    if (index == to) {
      return key;
    }
    int length = index - from;
    while (index < to) {
      byte b = text[index++];
      if (isItself(b)) {
        key[length++] = b;
      } else if (b == '+') {
        key[length++] = ' ';
      } else {
        key[length++] = (byte) (digit(text, index, to) << 4 | digit(text, index + 1, to));
        index += 2;
      }
    }
    return Arrays.copyOf(key, length);
  }

  private boolean isItself(byte b) {
    return switch (this) {
      case PLAIN -> true;
      case ENCODED -> b != '%' && b != '+';
      case ENCODED_LITERAL_PLUS -> b != '%';
    };
  }

  private static int digit(byte[] text, int index, int to) {
    int value = index < to ? Character.digit(text[index], 16) : -1;
    if (value < 0) {
      throw new Malformed();
    }
    return value;
  }
}
