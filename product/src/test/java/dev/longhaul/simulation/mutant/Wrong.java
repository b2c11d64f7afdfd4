package dev.longhaul.simulation.mutant;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// What a bug does that is too long to be planted as it is.
public final class Wrong {
  private Wrong() {}

  /// The bytes behind a form-encoded text, and behind that once more.
  public static byte[] decodedTwice(String text) {
    String once = decoded(text);
    return decoded(once).getBytes(StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException plain) {
      return text;
    }
  }
}
