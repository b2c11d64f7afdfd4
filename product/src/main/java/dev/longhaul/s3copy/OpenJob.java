package dev.longhaul.s3copy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job's row in `S3Single`: a worker began it and has not ended it.
///
/// @param job without credentials
/// @param started when it was begun last (`start_time`)
/// @param leaseUntil until when its worker has it (`lease_until`); `null` for workers of the
///   original, which say nothing after their beginning
/// @param attempts how often one of our workers began it; 0 where none of ours did
/// @param instance which instance's worker it is, `null` for the original's
public record OpenJob(
    CopyJob job,
    Instant started,
    @Nullable Instant leaseUntil,
    long attempts,
    @Nullable String instance) {
  /// For how long a worker of the original is believed to be at work: its Monitor's 300 seconds.
  public static final Duration ORIGINAL_LEASE = Duration.ofMinutes(5);

  /// The longest that a worker of the original lives: then Run Command ends it, as we tell it, and
  /// as our own document says. The hour of the shell's document would end large copies halfway; and
  /// each more is one that a delete waits behind a worker that died.
  public static final Duration ORIGINAL_LIFE = Duration.ofHours(12);

  /// Whether its worker may still write to the destination.
  public boolean mayWork(Instant now) {
    Instant end = leaseUntil == null ? started.plus(ORIGINAL_LIFE) : leaseUntil;
    return end.isAfter(now);
  }

  /// Until when nobody else may take the job.
  public Instant taken() {
    return leaseUntil == null ? started.plus(ORIGINAL_LEASE) : leaseUntil;
  }
}
