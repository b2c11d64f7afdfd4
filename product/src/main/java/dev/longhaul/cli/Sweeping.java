package dev.longhaul.cli;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.StoreException;
import dev.longhaul.transfer.UploadSweeper;
import java.util.function.Consumer;

/// Looks for uploads that an earlier process left. What keeps it from that, such as a permission,
/// is remarked on and stops nothing: they stay written down, and the next run looks again (H40).
final class Sweeping {
  private Sweeping() {}

  /// @param touches takes each destination key that may lose its object by that
  static void begin(UploadSweeper sweeper, Consumer<ObjectKey> touches, Consumer<String> remarks) {
    remarking(() -> sweeper.findLost(touches), remarks);
  }

  /// Leaves no upload of ours open.
  static void end(UploadSweeper sweeper, Consumer<String> remarks) {
    remarking(() -> sweeper.abortAll(_ -> false), remarks);
  }

  private static void remarking(Runnable sweep, Consumer<String> remarks) {
    try {
      sweep.run();
    } catch (StoreException failed) {
      remarks.accept(
          "uploads that were left open could not be looked for, the next run looks again: "
              + failed.getMessage());
    }
  }
}
