package dev.longhaul.s3copy;

import dev.longhaul.object.ObjectKey;
import java.util.Optional;

/// Reads all rows that are of interest, however many there are, page by page. Thread-safe; throws
/// [TablesUnavailable] when the tables give no answer: what was visited by then was.
public interface JobScans {
  /// Who visits rows; throwing ends the scan.
  interface Visitor<R> {
    void row(R row);

    /// A row that does not say what it must. There may be any in tables that people write to.
    void unreadable(String id, String why);
  }

  /// The job's row in `S3Single`, read after all that was written before.
  ///
  /// @throws MalformedJob when it does not say what it must
  Optional<OpenJob> open(String id);

  /// Every row of `S3Single`.
  void eachOpen(Visitor<OpenJob> visitor);

  /// Every row of `S3SingleResult` that is pending; parked and done ones are passed over.
  void eachPending(Visitor<JobRow> visitor);

  /// Whether a worker, ours or the original's, may be at work on the key now ([OpenJob#mayWork]).
  /// What was sent and nobody has begun does not count: whoever begins it asks the source first.
  boolean isOpen(String bucket, ObjectKey key, String destinationBucket);
}
