package dev.longhaul.store.s3;

import org.jspecify.annotations.Nullable;

/// What the encoded keys of a page tell of the meaning of `+` (H54): a store that writes a plus as
/// `%2B` writes a space as `+`, and one that writes a space as `%20` leaves a plus as it is.
final class PlusEvidence {
  private boolean plus;
  private boolean encodedPlus;
  private boolean encodedSpace;

  /// Looks at a key as it stands in the page.
  void add(byte[] text) {
    for (int index = 0; index < text.length; index++) {
      if (text[index] == '+') {
        plus = true;
      } else if (text[index] == '%' && index + 2 < text.length && text[index + 1] == '2') {
        encodedPlus |= text[index + 2] == 'B' || text[index + 2] == 'b';
        encodedSpace |= text[index + 2] == '0';
      }
    }
  }

  /// The meaning of `+`, `null` where the page does not tell, or tells both.
  Dialect.@Nullable Plus meaning() {
    if (encodedPlus == encodedSpace) {
      return null;
    }
    return encodedPlus ? Dialect.Plus.SPACE : Dialect.Plus.LITERAL;
  }

  /// Whether there is a `+` that has to be understood.
  boolean isNeeded() {
    return plus;
  }
}
