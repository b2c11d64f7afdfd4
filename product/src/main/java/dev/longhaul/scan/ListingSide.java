package dev.longhaul.scan;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.ObjectLister;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One side of a scan: how it is listed, and the prefix after which its keys are relative keys.
record ListingSide(Name name, ObjectLister lister, KeyPrefix prefix) {
  /// Which side it is.
  enum Name {
    SOURCE,
    DESTINATION
  }

  /// The request for the first page after a relative key.
  ListingRequest pageAfter(@Nullable ObjectKey after) {
    if (after == null) {
      return ListingRequest.first(prefix);
    }
    byte[] start = prefix.toBytes();
    int length = Math.min(start.length + after.length(), ObjectKey.MAX_BYTES);
    start = Arrays.copyOf(start, length);
    System.arraycopy(after.toBytes(), 0, start, prefix.length(), length - prefix.length());
    return new ListingRequest(prefix, wholeCharacters(start), null, 1000);
  }

  /// Whether a listing after this relative key may show earlier ones, because with the prefix it is
  /// too long for a key and had to be cut.
  boolean mayBeginEarly(ObjectKey after) {
    return prefix.length() + after.length() > ObjectKey.MAX_BYTES;
  }

  /// A key that is cut to fit ends before the character that was cut, so that it stays UTF-8. It
  /// then lies before the key wanted, and what it lets through too much is skipped when read.
  private static ObjectKey wholeCharacters(byte[] cut) {
    int end = cut.length;
    if (end == ObjectKey.MAX_BYTES) {
      int lead = end - 1;
      while (lead > end - 4 && (cut[lead] & 0xC0) == 0x80) {
        lead--;
      }
      int first = cut[lead] & 0xFF;
      int width = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
      end = lead + width > end ? lead : end;
    }
    return ObjectKey.ofBytes(cut, 0, end);
  }

  /// Compares a key of this side with a relative key.
  int compare(ObjectKey key, ObjectKey relative) {
    return key.compareTail(prefix.length(), relative, 0);
  }

  /// The relative key of a key of this side; `null` when nothing follows the prefix.
  @Nullable ObjectKey relative(ObjectKey key) {
    return key.length() == prefix.length()
        ? null
        : ObjectKey.ofBytes(key.toBytes(), prefix.length(), key.length());
  }
}
