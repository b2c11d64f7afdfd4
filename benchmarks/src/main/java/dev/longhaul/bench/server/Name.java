package dev.longhaul.bench.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A key in the order of S3: by its UTF-8 bytes.
final class Name implements Comparable<Name> {
  private final String text;
  private final byte[] bytes;

  private Name(String text) {
    this.text = text;
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  static Name of(String text) {
    return new Name(text);
  }

  String text() {
    return text;
  }

  @Override
  public int compareTo(Name other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name name && text.equals(name.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
