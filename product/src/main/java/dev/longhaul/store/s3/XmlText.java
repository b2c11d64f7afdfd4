package dev.longhaul.store.s3;

/// Writes text into XML documents of our own.
final class XmlText {
  private XmlText() {}

  static void append(StringBuilder xml, String text) {
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\t', '\n', '\r' -> xml.append("&#").append((int) c).append(';');
        default -> xml.append(c);
      }
    }
  }
}
