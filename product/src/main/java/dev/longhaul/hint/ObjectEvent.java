package dev.longhaul.hint;

import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a store's message says happened to one object. Whatever it says, it only means that the key
/// may have changed (rule R1).
///
/// @param bucket the bucket it happened in
/// @param keys the readings of the key that are possible, the likeliest first: producers differ in
///   how they encode keys, and not every message shows who made it (H4). One hint for each is
///   harmless, a missing one is not
/// @param at when it happened, by the store's clock; when it was received where the store does not
///   say
/// @param sequencer what tells this event from others about the key, `null` where the store gives
///   none. It names the event and orders nothing (H2, H3)
public record ObjectEvent(
    String bucket, List<ObjectKey> keys, Instant at, @Nullable String sequencer) {
  /// An event that nothing but its time tells from others.
  public ObjectEvent(String bucket, List<ObjectKey> keys, Instant at) {
    this(bucket, keys, at, null);
  }

  public ObjectEvent {
    keys = List.copyOf(keys);
    if (bucket.isEmpty() || keys.isEmpty()) {
      throw new IllegalArgumentException("an event names a bucket and a key");
    }
  }

  /// The same text whenever this event is delivered, if the store says anything that tells.
  public String moment() {
    return sequencer == null ? at.toString() : sequencer;
  }
}
