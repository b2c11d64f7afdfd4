package dev.longhaul.store.s3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns values of user metadata into the bytes of headers and back (H41).
///
/// Stores give back what is not ASCII as RFC 2047 encoded words or as raw UTF-8; both mean the same
/// text here. What is not plain ASCII is sent as one Base64 encoded word, as Amazon S3 shows it.
final class MetadataText {
  private static final Pattern WORD =
      Pattern.compile("=\\?([A-Za-z0-9_.:-]+)(?:\\*[A-Za-z-]+)?\\?([BbQq])\\?([!->@-~ ]*)\\?=");

  private MetadataText() {}

  /// The header value for a text; plain where the text can stand in a header as it is.
  static String encode(String text) {
    if (isPlain(text)) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
  }

  /// Printable ASCII, without spaces that a header would lose and without the look of an encoded
  /// word, which would be read back as something else.
  private static boolean isPlain(String text) {
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      if (c < 0x20 || c > 0x7E) {
        return false;
      }
    }
    boolean trimmed = text.isEmpty() || (text.charAt(0) != ' ' && !text.endsWith(" "));
    return trimmed && !text.contains("=?");
  }

  /// The text of a header value that holds one byte per character.
  static String decode(String header) {
    if (header.contains("=?")) {
      return decodeWords(header);
    }
    for (int index = 0; index < header.length(); index++) {
      if (header.charAt(index) > 0x7E) {
        return utf8OrSame(header);
      }
    }
    return header;
  }

  /// Bytes that are valid UTF-8 are UTF-8; others are Latin-1.
  private static String utf8OrSame(String latin1) {
    String text = text(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return text == null ? latin1 : text;
  }

  /// Decodes words; white space between two words is no text, and the bytes of neighbours are
  /// joined first, because some stores split within a character.
  private static String decodeWords(String header) {
    StringBuilder text = new StringBuilder(header.length());
    Matcher matcher = WORD.matcher(header);
    int end = 0;
    Words words = new Words();
    while (matcher.find()) {
      String between = header.substring(end, matcher.start());
      byte[] bytes = bytes(matcher.group(2), matcher.group(3));
      Charset charset = charset(matcher.group(1));
      if (bytes == null || charset == null) {
        words.flushTo(text);
        text.append(utf8OrSame(between)).append(matcher.group());
      } else {
        if (!between.isBlank() || words.isEmpty()) {
          words.flushTo(text);
          text.append(utf8OrSame(between));
        }
        words.add(bytes, charset, matcher.group(), text);
      }
      end = matcher.end();
    }
    words.flushTo(text);
    return text.append(utf8OrSame(header.substring(end))).toString();
  }

  private static byte @Nullable [] bytes(String encoding, String content) {
    try {
      return encoding.equalsIgnoreCase("B")
          ? Base64.getDecoder().decode(content)
          : quotedPrintable(content);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private static byte[] quotedPrintable(String content) {
    ByteBuffer bytes = ByteBuffer.allocate(content.length());
    for (int index = 0; index < content.length(); index++) {
      char c = content.charAt(index);
      if (c == '_') {
        bytes.put((byte) ' ');
      } else if (c != '=') {
        bytes.put((byte) c);
      } else if (index + 2 < content.length()) {
        bytes.put((byte) Integer.parseInt(content, index + 1, index + 3, 16));
        index += 2;
      } else {
        throw new IllegalArgumentException("a quoted byte without its digits");
      }
    }
    return java.util.Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static @Nullable Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return null;
    }
  }

  private static @Nullable String text(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }

  /// Neighbouring encoded words of one character set.
  private static final class Words {
    private final StringBuilder raw = new StringBuilder();
    private byte[] bytes = new byte[0];
    private Charset charset = StandardCharsets.UTF_8;

    boolean isEmpty() {
      return raw.isEmpty();
    }

    void add(byte[] more, Charset of, String word, StringBuilder text) {
      if (!isEmpty() && !of.equals(charset)) {
        flushTo(text);
      }
      charset = of;
      raw.append(raw.isEmpty() ? "" : " ").append(word);
      byte[] joined = java.util.Arrays.copyOf(bytes, bytes.length + more.length);
      System.arraycopy(more, 0, joined, bytes.length, more.length);
      bytes = joined;
    }

    /// Appends what the words say, or the words themselves where they say nothing readable.
    void flushTo(StringBuilder text) {
      if (isEmpty()) {
        return;
      }
      String decoded = text(bytes, charset);
      text.append(decoded == null ? raw : decoded);
      raw.setLength(0);
      bytes = new byte[0];
    }
  }
}
