package dev.longhaul.replicate;

/// How a route fares against its lag objective. An event that waits longer than the objective
/// allows counts as late while it waits, so that an outage does not look good because nothing ends.
///
/// @param attained the share of events in time over the last six hours, 0 to 1; 1 without any event
/// @param events those it is the share of
/// @param waiting events that wait too long already
/// @param fast over an hour, for what needs a person at once
/// @param slow over six hours, for what adds up
public record ObjectiveStanding(
    LagObjective objective, double attained, long events, long waiting, Burn fast, Burn slow) {

  /// How many times faster than allowed events are late, over two windows.
  ///
  /// @param shorter whether it still goes on: over a twelfth of the longer
  /// @param limit missed when both windows reach it
  public record Burn(double shorter, double longer, double limit) {
    public boolean isReached() {
      return shorter >= limit && longer >= limit;
    }
  }

  /// Whether the objective is being missed, so that a person should know.
  public boolean isMissed() {
    return fast.isReached() || slow.isReached();
  }
}
