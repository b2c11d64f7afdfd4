package dev.longhaul.s3copy;

import java.time.Instant;

/// What came of taking a job.
public sealed interface Taking {
  /// It is the caller's.
  record Taken(Lease lease) implements Taking {}

  /// Another worker has it until then, if it does not say more.
  record Busy(Instant until) implements Taking {}

  /// It is done already: its key was proved equal after the event that the job is about.
  record Done() implements Taking {}
}
