package dev.longhaul.store.s3;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import org.jspecify.annotations.Nullable;

/// One entry of a listing while it is read.
final class ListingEntry {
  private @Nullable ObjectKey key;
  private long size = -1;
  private long modified;
  private boolean dated;
  private ETag etag = ListingDraft.NO_ETAG;
  private String storageClass = "STANDARD";

  void key(ObjectKey read) {
    key = read;
  }

  /// A negative size is none.
  void size(long read) {
    size = read;
  }

  void modified(long millis) {
    modified = millis;
    dated = true;
  }

  void etag(ETag read) {
    etag = read;
  }

  void storageClass(String read) {
    storageClass = read.isEmpty() ? "STANDARD" : read;
  }

  ListedObject object() throws ListingDraft.Unusable {
    ObjectKey complete = key;
    if (complete == null || size < 0 || !dated) {
      throw new ListingDraft.Unusable("an entry without key, size or date");
    }
    return new ListedObject(complete, size, etag, modified, storageClass);
  }
}
