package dev.longhaul.object;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The beginning of object keys: 0 to 1,024 bytes, compared byte for byte.
public final class KeyPrefix {
  /// The prefix of every key.
  public static final KeyPrefix NONE = new KeyPrefix(new byte[0]);

  private final byte[] bytes;

  private KeyPrefix(byte[] bytes) {
    if (bytes.length > ObjectKey.MAX_BYTES) {
      throw new IllegalArgumentException(
          "a prefix has at most " + ObjectKey.MAX_BYTES + " bytes, this one has " + bytes.length);
    }
    this.bytes = bytes;
  }

  /// The prefix with this text, literally; refuses unpaired surrogates.
  public static KeyPrefix of(String text) {
    return new KeyPrefix(ObjectKey.encode(text));
  }

  /// The prefix that only this key, and keys that continue it, begin with; byte for byte.
  public static KeyPrefix of(ObjectKey key) {
    return new KeyPrefix(key.toBytes());
  }

  boolean isPrefixOf(byte[] key) {
    return key.length >= bytes.length
        && Arrays.equals(key, 0, bytes.length, bytes, 0, bytes.length);
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /// Whether every key that begins with `other` also begins with this prefix.
  public boolean covers(KeyPrefix other) {
    return isPrefixOf(other.bytes);
  }

  public int length() {
    return bytes.length;
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// The key with this prefix exchanged for another; empty when the result is no key (0 or more
  /// than 1,024 bytes). The key must begin with this prefix.
  public Optional<ObjectKey> exchange(ObjectKey key, KeyPrefix replacement) {
    byte[] old = key.toBytes();
    if (!isPrefixOf(old)) {
      throw new IllegalArgumentException("key " + key + " does not begin with prefix " + this);
    }
    int length = old.length - bytes.length + replacement.bytes.length;
    if (length == 0 || length > ObjectKey.MAX_BYTES) {
      return Optional.empty();
    }
    byte[] exchanged = Arrays.copyOf(replacement.bytes, length);
    System.arraycopy(
        old, bytes.length, exchanged, replacement.bytes.length, old.length - bytes.length);
    return Optional.of(ObjectKey.ofBytes(exchanged));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyPrefix prefix && Arrays.equals(bytes, prefix.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return Escaped.text(text());
  }
}
