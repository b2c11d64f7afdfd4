package dev.longhaul.scan;

import java.time.Duration;

/// How much a pass may do and hold at once.
///
/// @param workers keys reconciled at the same time
/// @param queue hints that wait for a worker at most
/// @param retries keys that wait for another try before new ones are held up
/// @param grace how long work in flight may take to end after the pass was told to stop
public record PassLimits(int workers, int queue, int retries, Duration grace) {
  /// For a machine with some hundred megabytes for the process.
  public static final PassLimits DEFAULT =
      new PassLimits(256, 2_000, 10_000, Duration.ofSeconds(3));

  public PassLimits {
    if (workers < 1 || queue < 1 || retries < 1 || grace.isNegative()) {
      throw new IllegalArgumentException("limits of a pass are at least 1");
    }
  }
}
