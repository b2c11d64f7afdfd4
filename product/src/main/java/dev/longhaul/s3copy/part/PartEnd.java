package dev.longhaul.s3copy.part;

import dev.longhaul.s3copy.worker.JobEnd;

/// How work on a part ended.
public sealed interface PartEnd {
  /// It was carried; others are still under way.
  record Carried(int parts, int carried) implements PartEnd {}

  /// There is nothing to do: somebody else does it, or it is done.
  record Idle(String why) implements PartEnd {}

  /// The whole job was ours to end.
  record Ended(JobEnd job) implements PartEnd {}

  /// It was not carried, and whoever sent it is to send it again.
  record Undone(String why) implements PartEnd {}
}
