package dev.longhaul.s3copy.function;

import dev.longhaul.s3copy.CopyJob;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends jobs to workers, whichever way they are reached. Thread-safe.
public interface Dispatch {
  /// Whether whoever is sent a job writes its end into the tables. If not, it is seen at the key.
  default boolean tells() {
    return true;
  }

  /// What came of sending.
  sealed interface Answer {
    /// It is safe on its way, which says nothing of its arrival.
    ///
    /// @param worker the instance, function or queue
    /// @param command what carries it, `null` when that has no name
    record Sent(String worker, @Nullable String command) implements Answer {}

    /// No worker that there is can ever do it.
    record Nobody(String why) implements Answer {}
  }

  /// Sends a job back to the worker that began it and has what it needs to go on; empty where that
  /// one is not there, or has no more than others have.
  ///
  /// @throws NotSent when it is not known who is there
  default Optional<Answer> sendBack(CopyJob job, String worker) {
    return Optional.empty();
  }

  /// @param size of the object as it is now
  /// @throws NotSent when it is not on its way
  Answer send(CopyJob job, long size);
}
