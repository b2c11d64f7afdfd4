package dev.longhaul.store.memory;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Operation;
import org.jspecify.annotations.Nullable;

/// One request as it reaches the store.
///
/// @param key `null` for listings and HeadBucket
/// @param number of the part, 0 where there is none
public record MemoryCall(Operation operation, @Nullable ObjectKey key, int number) {
  /// Whether it may change what the store holds.
  public boolean changes() {
    return switch (operation) {
      case HEAD_BUCKET, LIST, HEAD, GET, GET_TAGS, LIST_PARTS, LIST_UPLOADS, GET_NOTIFICATIONS ->
          false;
      case PUT,
          COPY,
          PUT_TAGS,
          DELETE,
          CREATE_UPLOAD,
          UPLOAD_PART,
          COPY_PART,
          COMPLETE_UPLOAD,
          ABORT_UPLOAD,
          PUT_NOTIFICATIONS ->
          true;
    };
  }

  @Override
  public String toString() {
    return operation + (key == null ? "" : " " + key) + (number == 0 ? "" : " part " + number);
  }
}
