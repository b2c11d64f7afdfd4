package dev.longhaul.s3copy;

import org.jspecify.annotations.Nullable;

/// Who works on a job.
///
/// @param instance the machine or function, as Systems Manager names it
/// @param command the command that brought the job, `null` when it came otherwise
public record Worker(String instance, @Nullable String command) {
  public Worker {
    if (instance.isEmpty()) {
      throw new IllegalArgumentException("a worker has a name");
    }
  }
}
