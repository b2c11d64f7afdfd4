package dev.longhaul.object;

/// Text from outside made safe to print: what a key or header holds never acts on a terminal, a log
/// or a table (H76).
public final class Escaped {
  private Escaped() {}

  /// The text with control characters, line separators, bidirectional controls, unpaired surrogates
  /// and the backslash written as a backslash and letters or four hexadecimal digits; everything
  /// else as it is.
  public static String text(String text) {
    StringBuilder escaped = null;
    for (int index = 0; index < text.length(); ) {
      int codePoint = text.codePointAt(index);
      int width = Character.charCount(codePoint);
      if (isRisky(codePoint)) {
        if (escaped == null) {
          escaped = new StringBuilder(text.length() + 16).append(text, 0, index);
        }
        append(escaped, codePoint);
      } else if (escaped != null) {
        escaped.appendCodePoint(codePoint);
      }
      index += width;
    }
    return escaped == null ? text : escaped.toString();
  }

  private static boolean isRisky(int codePoint) {
    if (codePoint >= 0x20 && codePoint < 0x7F) {
      return codePoint == '\\';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static void append(StringBuilder escaped, int codePoint) {
    switch (codePoint) {
      case '\\' -> escaped.append("\\\\");
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      default -> {
        for (char unit : Character.toChars(codePoint)) {
          escaped.append(String.format("\\u%04x", (int) unit));
        }
      }
    }
  }
}
