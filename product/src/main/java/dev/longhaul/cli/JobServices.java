package dev.longhaul.cli;

import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.worker.SyncTimes;
import java.util.function.Consumer;

/// What the jobs of the original procedure need besides buckets. Which adapters stand behind it is
/// chosen in [dev.longhaul.Wiring].
public interface JobServices extends AutoCloseable {
  CopyTables tables();

  SyncTimes times();

  /// The machine, as Systems Manager names it.
  String instance();

  /// Lets go of connections.
  @Override
  void close();

  /// Opens them as the environment says; asks nobody anything yet.
  @FunctionalInterface
  interface Opening {
    /// @param remarks is told what a person may want to know
    JobServices open(Consumer<String> remarks);
  }
}
