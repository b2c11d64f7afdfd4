package dev.longhaul.store;

import dev.longhaul.object.ObjectKey;

/// A shape of keys that some stores cannot hold: they refuse such a key, or quietly store another
/// one in its place (H52). Pure.
///
/// A store that fails on one key of a shape is not trusted with any other of that shape: what it
/// would read, overwrite or delete may be its neighbour.
public enum KeyShape {
  TWO_SLASHES("two slashes in a row") {
    @Override
    public boolean has(ObjectKey key, long size) {
      return key.text().contains("//");
    }
  },
  LEADING_SLASH("a segment that begins with a slash") {
    @Override
    public boolean has(ObjectKey key, long size) {
      return key.byteAt(0) == '/';
    }
  },
  DOT("the segment .") {
    @Override
    public boolean has(ObjectKey key, long size) {
      return hasSegment(key, ".");
    }
  },
  DOT_DOT("the segment ..") {
    @Override
    public boolean has(ObjectKey key, long size) {
      return hasSegment(key, "..");
    }
  },
  PLUS_SPACE_PERCENT("plus, space and percent") {
    @Override
    public boolean has(ObjectKey key, long size) {
      return hasByte(key, '+', '+') || hasByte(key, ' ', ' ') || hasByte(key, '%', '%');
    }
  },
  LINE_BREAK("carriage return and line feed") {
    @Override
    public boolean has(ObjectKey key, long size) {
      return hasByte(key, '\r', '\r') || hasByte(key, '\n', '\n');
    }
  },
  CONTROL("control characters") {
    @Override
    public boolean has(ObjectKey key, long size) {
      return hasByte(key, 0x00, 0x1f) || hasByte(key, 0x7f, 0x7f);
    }
  },
  FOUR_BYTE("emoji") {
    @Override
    public boolean has(ObjectKey key, long size) {
      return hasByte(key, 0xf0, 0xff);
    }
  },
  /// Takes two keys, so it cannot be told from one; stores that fail here say so with an error.
  BESIDE_FOLDER("x beside x/y") {
    @Override
    public boolean has(ObjectKey key, long size) {
      return false;
    }
  },
  LONGEST("1,024 bytes") {
    @Override
    public boolean has(ObjectKey key, long size) {
      return key.length() == ObjectKey.MAX_BYTES;
    }
  },
  FOLDER_DATA("data under a key that ends in /") {
    @Override
    public boolean has(ObjectKey key, long size) {
      return size > 0 && key.byteAt(key.length() - 1) == '/';
    }
  };

  private final String words;

  KeyShape(String words) {
    this.words = words;
  }

  /// What is odd about such keys, for people.
  public String words() {
    return words;
  }

  /// Whether this key, holding so many bytes, is of this shape.
  public abstract boolean has(ObjectKey key, long size);

  private static boolean hasSegment(ObjectKey key, String segment) {
    return ("/" + key.text() + "/").contains("/" + segment + "/");
  }

  /// Looks for a byte from one value to another, both unsigned.
  private static boolean hasByte(ObjectKey key, int from, int to) {
    for (int index = 0; index < key.length(); index++) {
      int value = key.byteAt(index) & 0xff;
      if (value >= from && value <= to) {
        return true;
      }
    }
    return false;
  }
}
