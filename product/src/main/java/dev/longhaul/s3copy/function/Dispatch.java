package dev.longhaul.s3copy.function;

import dev.longhaul.s3copy.CopyJob;
import org.jspecify.annotations.Nullable;

/// Sends jobs to workers, whichever way they are reached. Thread-safe.
public interface Dispatch {
  /// Where a job was sent.
  ///
  /// @param worker the instance, function or queue
  /// @param command what carries it, `null` when that has no name
  record Sent(String worker, @Nullable String command) {}

  /// Returns once the job is safe on its way, which says nothing of its arrival.
  ///
  /// @throws NotSent when it is not
  Sent send(CopyJob job);
}
