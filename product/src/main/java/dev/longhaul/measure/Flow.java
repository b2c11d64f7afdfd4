package dev.longhaul.measure;

import java.time.Duration;

/// What moved in a stretch of time, after a while in which it could get going.
///
/// @param streams requests that were on their way at once, at most
/// @param time how long it was looked at
/// @param requests that ended in it
/// @param bytes of bodies that moved in it
/// @param throttled requests that the store answered with a plea for less, from the beginning on
public record Flow(int streams, Duration time, long requests, long bytes, long throttled) {
  /// Bytes per second.
  public double bandwidth() {
    return bytes / seconds();
  }

  /// Requests per second.
  public double rate() {
    return requests / seconds();
  }

  private double seconds() {
    return Math.max(1, time.toMillis()) / 1000.0;
  }
}
