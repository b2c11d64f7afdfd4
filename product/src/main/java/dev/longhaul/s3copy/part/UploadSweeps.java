package dev.longhaul.s3copy.part;

import dev.longhaul.s3copy.CopyJob;
import java.time.Instant;

/// Gets rid of what workers left open that died. Thread-safe.
@FunctionalInterface
public interface UploadSweeps {
  /// Drops uploads of the job's key that were begun since then as who we are, and that nobody wrote
  /// down; nobody works on the key. Whether any was open.
  ///
  /// @throws dev.longhaul.store.StoreException when the destination gave no answer
  /// @throws dev.longhaul.s3copy.worker.CopyUnavailable when the buckets cannot be worked on
  boolean sweep(CopyJob job, Instant since);
}
