package dev.longhaul.replicate;

import dev.longhaul.object.KeyPrefix;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An audit that comes back.
///
/// @param name what tells it from the route's other audits
/// @param kind how closely it looks
/// @param share the share of keys whose bytes it reads, 0 to 1; only for `DEEP`
/// @param prefix keys of the source that it is about, beginning with the route's own prefix; `null`
///   for all of the route
/// @param every time from the beginning of one to the beginning of the next
public record AuditPlan(
    String name, AuditKind kind, double share, @Nullable KeyPrefix prefix, Duration every) {
  /// How soon one that could not be finished is begun again.
  private static final Duration AGAIN = Duration.ofMinutes(10);

  /// When it is due.
  ///
  /// @param last how it ended before, `null` when it never did
  Instant due(@Nullable AuditRecord last) {
    if (last == null) {
      return Instant.EPOCH;
    }
    boolean soon = !last.isComplete() && AGAIN.compareTo(every) < 0;
    return soon ? last.ended().plus(AGAIN) : last.begun().plus(every);
  }
}
