package dev.longhaul.s3copy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job's row in `S3SingleResult`, where it stays for ever. The original writes no more than the
/// job and `complete`.
///
/// @param job without credentials, which no table holds
/// @param standing where it is on its way
/// @param sent when it was handed to a worker last (`sent_time`), or was first seen unhanded;
///   `null` in rows of the original that nobody looked at
/// @param attempts how often it was handed to a worker, as far as we did it
/// @param instance whom it was handed to last (`instance_id`), `null` when that is not known
/// @param command what carried it there (`command_id`), `null` when that is not known
/// @param reason why it is parked, `null` when it is not
public record JobRow(
    CopyJob job,
    Standing standing,
    @Nullable Instant sent,
    long attempts,
    @Nullable String instance,
    @Nullable String command,
    @Nullable String reason) {
  /// How far a job is.
  public enum Standing {
    /// `complete` is `N`: its key is to be made equal.
    PENDING,
    /// `complete` is `Y`.
    DONE,
    /// It failed too often, and a person has to look; `complete` is `N` still.
    PARKED
  }
}
