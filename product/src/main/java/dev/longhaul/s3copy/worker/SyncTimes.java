package dev.longhaul.s3copy.worker;

import java.time.Duration;

/// Where it goes how long copies took: metric `synctime` of the original procedure. Thread-safe.
///
/// No copy waits for it or fails because of it: what cannot be sent is lost, and that is remarked.
public interface SyncTimes extends AutoCloseable {
  /// The metric's namespace and name, and the dimension that says which bucket is the source.
  String NAMESPACE = "S3Sync";

  String NAME = "synctime";
  String DIMENSION = "Bucket";

  /// @param bucket the source
  void put(String bucket, Duration time);

  /// Sends what waits. Idempotent.
  @Override
  void close();

  /// For those who want none.
  SyncTimes NONE =
      new SyncTimes() {
        @Override
        public void put(String bucket, Duration time) {}

        @Override
        public void close() {}
      };
}
