package dev.longhaul.config;

import java.time.Duration;

/// How much a route may delete before a person is asked, and how long a delete waits (H61).
///
/// @param grace how long a key must be absent at the source before it is deleted
/// @param limit deletes allowed within `per`
/// @param maxShrink how much of the source may be gone between two audits before deletes are held
public record DeleteRules(Duration grace, DeleteLimit limit, Duration per, Percentage maxShrink) {
  // Before the default, which is held to it.
  private static final Duration LONGEST = Duration.ofDays(365);

  /// At once; 100 keys or 10 percent an hour; not when half of the source is gone.
  public static final DeleteRules DEFAULT =
      new DeleteRules(Duration.ZERO, DeleteLimit.USUAL, Duration.ofHours(1), new Percentage(50));

  public DeleteRules {
    new Rules()
        .check(
            !grace.isNegative() && grace.compareTo(LONGEST) <= 0,
            "delete-grace",
            "between 0s and 365d")
        .check(limit.keys() >= 0, "max-deletes.keys", "0 or more")
        .check(
            per.compareTo(Duration.ofMinutes(1)) >= 0 && per.compareTo(LONGEST) <= 0,
            "max-deletes.per",
            "between 1m and 365d")
        .end();
  }
}
