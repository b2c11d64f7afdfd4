package dev.longhaul.demo;

import dev.longhaul.object.ObjectKey;

/// The embedded servers list by UTF-16 units, S3 by bytes of UTF-8 (H58).
final class EmbeddedOrder {

  private EmbeddedOrder() {}

  /// Whether the key stands at the same place in both orders, beside keys for which this holds.
  static boolean isTheSameInUtf16(ObjectKey key) {
    return key.text().chars().allMatch(unit -> unit < 0xE000);
  }
}
