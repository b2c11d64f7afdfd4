package dev.longhaul.object;

/// An ETag without its quotes: a store's own name for an object's content.
///
/// Shape says little about meaning: only a store whose capabilities say so makes MD5 ETags (H25).
public record ETag(String value) {
  public ETag {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an ETag is not empty");
    }
    // A plain loop: one is made for every entry of every listing.
    for (int index = 0; index < value.length(); index++) {
      char c = value.charAt(index);
      if (c < 0x21 || c > 0x7E || c == '"') {
        throw new IllegalArgumentException("not an ETag: " + Escaped.text(value));
      }
    }
  }

  /// The ETag of a header or listing value, with or without quotes.
  public static ETag ofHeader(String header) {
    String trimmed = header.strip();
    boolean quoted = trimmed.length() >= 2 && trimmed.charAt(0) == '"' && trimmed.endsWith("\"");
    return new ETag(quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed);
  }

  /// The number of parts that the suffix `-N` names, or 0 when there is none.
  public int parts() {
    int dash = value.length() == 32 ? -1 : value.lastIndexOf('-');
    if (dash != 32 || !isHex(dash) || value.length() - dash > 6) {
      return 0;
    }
    int parts = 0;
    for (int index = dash + 1; index < value.length(); index++) {
      int digit = value.charAt(index) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      parts = parts * 10 + digit;
    }
    return parts;
  }

  /// Whether it has the 32 hexadecimal digits of an MD5 and nothing else.
  public boolean isMd5Shaped() {
    return value.length() == 32 && isHex(32);
  }

  private boolean isHex(int end) {
    for (int index = 0; index < end; index++) {
      char c = value.charAt(index);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F')) {
        return false;
      }
    }
    return true;
  }

  /// The quoted form that headers carry.
  public String quoted() {
    return '"' + value + '"';
  }

  @Override
  public String toString() {
    return value;
  }
}
