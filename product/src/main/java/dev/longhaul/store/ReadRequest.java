package dev.longhaul.store;

import dev.longhaul.object.ByteRange;
import dev.longhaul.object.Incarnation;
import org.jspecify.annotations.Nullable;

/// What to read of a key.
///
/// @param pin the incarnation that must be read; `null` takes whatever is there and defines it
/// @param range the bytes; `null` for the whole object
public record ReadRequest(@Nullable Incarnation pin, @Nullable ByteRange range) {
  public ReadRequest {
    if (range != null && pin == null) {
      throw new IllegalArgumentException("a range is only read of a pinned incarnation (H18)");
    }
    if (pin != null && range != null && range.last() >= pin.size()) {
      throw new IllegalArgumentException(
          "range " + range.header() + " is outside an object of " + pin.size() + " bytes");
    }
  }

  /// The whole object, whichever incarnation is current.
  public static ReadRequest current() {
    return new ReadRequest(null, null);
  }

  /// These bytes of this incarnation.
  public static ReadRequest range(Incarnation pin, ByteRange range) {
    return new ReadRequest(pin, range);
  }
}
