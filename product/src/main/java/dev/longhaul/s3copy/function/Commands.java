package dev.longhaul.s3copy.function;

import dev.longhaul.s3copy.CopyJob;

/// Runs the command that does a job on a machine. Thread-safe.
public interface Commands {
  /// What came of sending.
  sealed interface Answer {
    /// The command is on its way.
    record Accepted(String command) implements Answer {}

    /// This machine takes none; another may.
    record Unfit(String why) implements Answer {}
  }

  /// @throws NotSent when no machine can be sent anything now
  Answer send(Instance instance, CopyJob job);
}
