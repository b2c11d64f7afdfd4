package dev.longhaul.hint;

import dev.longhaul.object.ObjectKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads keys as producers write them. A wrong reading names another object, so where it is not
/// certain every possible reading is given: a hint for a key that is none is harmless (H4).
public final class KeyText {
  private KeyText() {}

  /// How a producer writes keys.
  public enum Encoding {
    /// As in forms: a space is `+`, most other bytes are `%XX`.
    FORM,
    /// As they are, as far as is known.
    RAW,
    UNKNOWN
  }

  /// The possible readings, the likeliest first; none when this cannot be a key.
  public static List<ObjectKey> readings(String text, Encoding encoding) {
    byte[] decoded = decoded(text);
    List<ObjectKey> readings = new ArrayList<>();
    switch (encoding) {
      case FORM -> {
        add(readings, decoded);
        if (decoded == null || !isEncoded(text) || !isUtf8(decoded)) {
          addRaw(readings, text);
        }
      }
      case UNKNOWN -> {
        add(readings, decoded);
        addRaw(readings, text);
      }
      case RAW -> {
        addRaw(readings, text);
        add(readings, decoded);
      }
    }
    return readings;
  }

  private static void addRaw(List<ObjectKey> readings, String text) {
    // Unpaired surrogates are no key in any store (H55).
    boolean paired = StandardCharsets.UTF_8.newEncoder().canEncode(text);
    add(readings, paired ? text.getBytes(StandardCharsets.UTF_8) : null);
  }

  private static void add(List<ObjectKey> readings, byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0 || bytes.length > ObjectKey.MAX_BYTES) {
      return;
    }
    ObjectKey key = ObjectKey.ofBytes(bytes);
    if (!readings.contains(key)) {
      readings.add(key);
    }
  }

  /// Whether an encoder may have made the text: none leaves a space, a control character or
  /// anything beyond ASCII.
  private static boolean isEncoded(String text) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7F);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException not) {
      return false;
    }
  }

  /// The bytes behind a form-encoded text, `null` when it is none.
  private static byte @Nullable [] decoded(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return null;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[encoded.length];
    int length = 0;
    for (int index = 0; index < encoded.length; index++) {
      switch (encoded[index]) {
        case '+' -> decoded[length++] = ' ';
        case '%' -> {
          int high = index + 2 < encoded.length ? Character.digit(encoded[index + 1], 16) : -1;
          int low = index + 2 < encoded.length ? Character.digit(encoded[index + 2], 16) : -1;
          if (high < 0 || low < 0) {
            return null;
          }
          decoded[length++] = (byte) (high * 16 + low);
          index += 2;
        }
        default -> decoded[length++] = encoded[index];
      }
    }
    return Arrays.copyOf(decoded, length);
  }
}
