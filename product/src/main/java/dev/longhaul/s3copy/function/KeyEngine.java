package dev.longhaul.s3copy.function;

import dev.longhaul.reconcile.Outcome;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.store.Failure;
import java.time.Instant;

/// Makes the key of a job equal here, by the one engine there is, and deletes it where the source
/// does not have it. Thread-safe.
@FunctionalInterface
public interface KeyEngine {
  /// Buckets that cannot be worked on are `Unfinished`, too.
  Outcome reconcile(CopyJob job);

  /// Drops uploads of the key that were begun since then as who we are and that nobody wrote down;
  /// nobody works on it. What the destination does not answer is left.
  default void sweep(CopyJob job, Instant since) {}

  /// What there is to do for the key, without doing it; `Equal` for nothing.
  default Outcome look(CopyJob job) {
    return new Outcome.Unfinished(job.key(), new Failure.Transient("nobody looked"));
  }
}
