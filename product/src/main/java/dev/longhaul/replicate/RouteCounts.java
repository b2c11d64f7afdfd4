package dev.longhaul.replicate;

/// What became of a route's keys since the process began; each work on a key counts once.
///
/// @param hints hints that came in
/// @param proved works that ended with a proof
/// @param kept keys that only the destination has and the policy keeps
/// @param parked keys parked
/// @param held deletes held back by the breaker
/// @param retried times that a store gave no answer
/// @param overflowed hints that were not kept because too many waited
public record RouteCounts(
    long hints, Proved proved, long kept, long parked, long held, long retried, long overflowed) {
  /// Works that ended with a proof.
  ///
  /// @param equal keys that turned out equal
  /// @param copied keys whose bytes were carried
  /// @param bytes bytes of those
  /// @param updated keys whose metadata or tags were set anew
  /// @param deleted keys removed at the destination
  public record Proved(long equal, long copied, long bytes, long updated, long deleted) {}
}
