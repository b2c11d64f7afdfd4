package dev.longhaul.object;

/// One entry of a listing: a hint about an object, never proof of its state.
///
/// @param lastModifiedMillis milliseconds since 1970
/// @param storageClass `STANDARD` when the store sent none
public record ListedObject(
    ObjectKey key, long size, ETag etag, long lastModifiedMillis, String storageClass) {
  public ListedObject {
    if (size < 0) {
      throw new IllegalArgumentException("a size is not negative: " + size + " of key " + key);
    }
  }
}
