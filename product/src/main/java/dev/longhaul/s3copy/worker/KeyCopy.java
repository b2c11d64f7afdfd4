package dev.longhaul.s3copy.worker;

import dev.longhaul.reconcile.Outcome;
import dev.longhaul.s3copy.CopyJob;

/// Makes the key of a job equal, by the one engine there is. Thread-safe.
public interface KeyCopy {
  /// Makes both buckets of the job ready, which takes a while when they were not asked for before.
  ///
  /// @throws CopyUnavailable when they cannot be worked on at all
  void prepare(CopyJob job);

  /// Blocks until the key is equal, parked, or cannot be told; what may pass was tried again.
  ///
  /// @throws CopyUnavailable as `prepare`, which it does where nobody has
  Outcome copy(CopyJob job);
}
