package dev.longhaul.s3copy.part;

import dev.longhaul.s3copy.PartJob;

/// Sends parts to those who carry them: function `S3CopyToChina-MPU`. Thread-safe.
@FunctionalInterface
public interface PartPost {
  /// Returns once the part is safe on its way, which says nothing of its arrival.
  ///
  /// @throws dev.longhaul.s3copy.worker.CopyUnavailable when it is not
  void send(PartJob part);
}
