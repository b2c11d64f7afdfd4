package dev.longhaul.hint;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Belief;
import java.time.Instant;

/// "This key may have changed", with what the one who says so saw of it.
///
/// @param key the source's key, also for a key that only the destination has
/// @param at when it was noticed; for an event the event's own time
/// @param source what was seen of the source, `Unobserved` for an event
/// @param destination what was seen of the destination
public record Hint(ObjectKey key, Cause cause, Instant at, Belief source, Belief destination) {
  /// Where a hint comes from.
  public enum Cause {
    SCAN,
    EVENT,
    PERSON
  }

  /// A hint without any sighting.
  public static Hint of(ObjectKey key, Cause cause, Instant at) {
    return new Hint(key, cause, at, new Belief.Unobserved(), new Belief.Unobserved());
  }
}
