package dev.longhaul.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Text that must not be seen: a token, or an address that is one. It never prints (H79).
public final class Secret {
  private static final int MOST = 4096;
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /// The secret with this text; refusals do not repeat it.
  public static Secret of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("is empty");
    }
    if (text.length() > MOST || !text.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
      throw new IllegalArgumentException(
          "holds a space or a character that no header can carry; it is not shown here");
    }
    return new Secret(text);
  }

  /// The text itself, for whoever must send it.
  public String reveal() {
    return text;
  }

  /// Compares in a time that does not tell how much is equal.
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
