package dev.longhaul.s3copy.part;

import dev.longhaul.ledger.PartRecord;
import dev.longhaul.s3copy.OpenJob;
import dev.longhaul.s3copy.PartJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A part's row in `S3MPU`.
///
/// @param job without credentials, which no table holds
/// @param carried whether `part_complete` is `Y`
/// @param started when it was begun last (`start_time`)
/// @param leaseUntil until when its carrier has it; `null` for the original's functions
/// @param attempts how often one of ours began it
/// @param record what we know of the bytes; `null` where it was not one of ours who carried it
public record PartRow(
    PartJob job,
    boolean carried,
    Instant started,
    @Nullable Instant leaseUntil,
    long attempts,
    @Nullable PartRecord record) {
  /// Until when nobody else may take it.
  public Instant taken() {
    return leaseUntil == null ? started.plus(OpenJob.ORIGINAL_LEASE) : leaseUntil;
  }
}
