package dev.longhaul.store.memory;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Operation;
import org.jspecify.annotations.Nullable;

/// One request as it reaches the store.
///
/// @param key `null` for listings and HeadBucket
/// @param number of the part, 0 where there is none
public record MemoryCall(Operation operation, @Nullable ObjectKey key, int number) {
  @Override
  public String toString() {
    return operation + (key == null ? "" : " " + key) + (number == 0 ? "" : " part " + number);
  }
}
