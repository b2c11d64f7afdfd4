package dev.longhaul.replicate;

import dev.longhaul.object.KeyPrefix;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// An audit that comes back.
///
/// @param name what tells it from the route's other audits
/// @param kind how closely it looks, and at what
/// @param share the share of keys whose bytes it reads, 0 to 1; only for `DEEP`
/// @param prefix keys of the source that it is about, beginning with the route's own prefix; `null`
///   for all of the route
/// @param every time from the beginning of one to the beginning of the next
/// @param at when on its day it begins, `null` for any time; only for whole days
public record AuditPlan(
    String name,
    AuditKind kind,
    double share,
    @Nullable KeyPrefix prefix,
    Duration every,
    @Nullable TimeOfDay at) {
  /// The name of those that a person asks for.
  static final String ASKED = "asked";

  /// What finds the keys of hints that were not kept.
  static final AuditPlan OVERFLOW =
      new AuditPlan("overflow", AuditKind.METADATA, 0, null, Duration.ofDays(1));

  /// How long an interrupted one may be continued, unless it comes back less often.
  private static final Duration OLDEST = Duration.ofDays(7);

  /// How soon one that could not be finished is begun again.
  private static final Duration AGAIN = Duration.ofMinutes(10);

  /// One that begins at any time of the day.
  public AuditPlan(
      String name, AuditKind kind, double share, @Nullable KeyPrefix prefix, Duration every) {
    this(name, kind, share, prefix, every, null);
  }

  /// A time by the clocks of a place.
  public record TimeOfDay(LocalTime time, ZoneId zone) {
    /// That time, so many days after the day of another moment.
    Instant after(Instant moment, long days) {
      return moment.atZone(zone).toLocalDate().plusDays(days).atTime(time).atZone(zone).toInstant();
    }
  }

  /// Whether it is about the whole route.
  boolean isWhole() {
    return prefix == null;
  }

  /// Whether it sees every key of the route on both sides.
  boolean seesAll() {
    return isWhole() && kind.seesAll();
  }

  /// Whether it goes on where it was after a restart: short ones begin anew, as do those that read
  /// bytes, of which another share is as good.
  boolean goesOn() {
    return seesAll() && kind != AuditKind.DEEP;
  }

  /// Whether it sees whatever an event may have told of any key of the route.
  boolean seesWhatEventsTell() {
    return isWhole() && kind.seesWhatEventsTell();
  }

  /// How old one may be that goes on.
  Duration oldest() {
    return every.compareTo(OLDEST) > 0 ? every : OLDEST;
  }

  /// When it may begin although it is not due: at once, or a while after it could not be finished.
  Instant soonest(@Nullable AuditRecord last) {
    return last == null || last.isComplete() ? Instant.EPOCH : due(last);
  }

  /// When it is due.
  ///
  /// @param last how it ended before, `null` when it never did
  Instant due(@Nullable AuditRecord last) {
    if (last == null) {
      return Instant.EPOCH;
    }
    boolean soon = !last.isComplete() && AGAIN.compareTo(every) < 0;
    if (soon) {
      return last.ended().plus(AGAIN);
    }
    return at == null ? last.begun().plus(every) : at.after(last.begun(), every.toDays());
  }
}
