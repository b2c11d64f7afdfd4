package dev.longhaul.config;

import java.time.Duration;

/// How much of the machine the whole process may use.
///
/// @param memory bytes of all part buffers together
/// @param workers keys worked on at once per route
/// @param pending hints of a route that may wait in the ledger; of more it is only noted that there
///   were some
/// @param stopWithin how long work in flight may take to end when the process is told to stop
public record ProcessLimits(ByteSize memory, int workers, long pending, Duration stopWithin) {
  /// What suits a machine with some hundred megabytes for the process.
  public static final ProcessLimits DEFAULT =
      new ProcessLimits(new ByteSize(256L << 20), 256, 5_000_000, Duration.ofSeconds(30));

  /// Two bodies of the largest size that is held whole.
  private static final long LEAST_MEMORY = 32L << 20;

  public ProcessLimits {
    new Rules()
        .check(
            memory.bytes() >= LEAST_MEMORY,
            "memory",
            "at least 32MiB are needed to hold one object while it travels")
        .between("workers", workers, 1, 4096)
        .between("pending", pending, 1000, 1_000_000_000)
        .check(
            stopWithin.compareTo(Duration.ofSeconds(1)) >= 0
                && stopWithin.compareTo(Duration.ofHours(1)) <= 0,
            "stop-within",
            "between 1s and 1h")
        .end();
  }
}
