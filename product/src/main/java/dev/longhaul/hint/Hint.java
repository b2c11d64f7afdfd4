package dev.longhaul.hint;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Belief;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// "This key may have changed", with what the one who says so saw of it.
///
/// @param key the source's key, also for a key that only the destination has
/// @param at when it was noticed; for an event the event's own time
/// @param source what was seen of the source, `Unobserved` for an event
/// @param destination what was seen of the destination
/// @param absentSince since when the source is known not to have the key, while its deletion waits
///   for its time; `null` when nothing of the kind is known
public record Hint(
    ObjectKey key,
    Cause cause,
    Instant at,
    Belief source,
    Belief destination,
    @Nullable Instant absentSince) {
  /// Where a hint comes from.
  public enum Cause {
    SCAN,
    EVENT,
    PERSON,
    /// A person looked and lets the key's deletion go, whatever the breaker says (H61).
    RELEASE
  }

  /// A hint about a key whose deletion does not wait.
  public Hint(ObjectKey key, Cause cause, Instant at, Belief source, Belief destination) {
    this(key, cause, at, source, destination, null);
  }

  /// The same about a key that the source does not have since then.
  public Hint absentSince(@Nullable Instant since) {
    return new Hint(key, cause, at, source, destination, since);
  }

  /// A hint without any sighting.
  public static Hint of(ObjectKey key, Cause cause, Instant at) {
    return new Hint(key, cause, at, new Belief.Unobserved(), new Belief.Unobserved());
  }
}
