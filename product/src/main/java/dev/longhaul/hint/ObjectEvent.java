package dev.longhaul.hint;

import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import java.util.List;

/// What a store's message says happened to one object. Whatever it says, it only means that the key
/// may have changed (rule R1).
///
/// @param bucket the bucket it happened in
/// @param keys the readings of the key that are possible, the likeliest first: producers differ in
///   how they encode keys, and not every message shows who made it (H4). One hint for each is
///   harmless, a missing one is not
/// @param at when it happened, by the store's clock; when it was received where the store does not
///   say
public record ObjectEvent(String bucket, List<ObjectKey> keys, Instant at) {
  public ObjectEvent {
    keys = List.copyOf(keys);
    if (bucket.isEmpty() || keys.isEmpty()) {
      throw new IllegalArgumentException("an event names a bucket and a key");
    }
  }
}
