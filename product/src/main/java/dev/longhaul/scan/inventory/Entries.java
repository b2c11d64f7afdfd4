package dev.longhaul.scan.inventory;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import org.jspecify.annotations.Nullable;

/// Makes entries of what a row says. What it does not say is filled in so that the key counts as
/// different: then it is looked at.
public final class Entries {
  private static final ETag UNKNOWN = new ETag("-");
  private static final int MOST_CHARACTERS = 256;

  private Entries() {}

  /// The entry of a row.
  ///
  /// @param size `null` where the row has none
  /// @param etag `null` or empty where the row has none
  /// @param lastModifiedMillis `null` where the row has none
  /// @param storageClass `null` or empty where the row has none
  public static ListedObject of(
      ObjectKey key,
      @Nullable Long size,
      @Nullable String etag,
      @Nullable Long lastModifiedMillis,
      @Nullable String storageClass) {
    return new ListedObject(
        key,
        size == null ? 0 : size,
        etag == null || etag.isEmpty() || etag.length() > MOST_CHARACTERS
            ? UNKNOWN
            : ETag.ofHeader(etag),
        lastModifiedMillis == null ? Long.MAX_VALUE : lastModifiedMillis,
        storageClass == null || storageClass.isEmpty() || storageClass.length() > MOST_CHARACTERS
            ? "STANDARD"
            : storageClass);
  }
}
