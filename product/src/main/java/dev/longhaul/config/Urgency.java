package dev.longhaul.config;

import java.time.Duration;

/// How much a route matters beside others, and how far it may lag.
///
/// @param priority 1 is served before 9
public record Urgency(int priority, Objective objective) {
  /// In the middle; 99 percent within a minute.
  public static final Urgency DEFAULT =
      new Urgency(5, new Objective(new Percentage(99), Duration.ofMinutes(1)));

  public Urgency {
    new Rules().between("priority", priority, 1, 9).end();
  }

  /// What share of the events is to be a proved copy within which time.
  public record Objective(Percentage share, Duration within) {
    public Objective {
      new Rules()
          .check(
              share.percent() > 0 && share.percent() < 100,
              "share",
              "more than 0% and less than 100%: an objective that allows no exception is missed"
                  + " by the first")
          .check(
              within.compareTo(Duration.ofSeconds(1)) >= 0
                  && within.compareTo(Duration.ofDays(7)) <= 0,
              "within",
              "between 1s and 7d")
          .end();
    }
  }
}
