package dev.longhaul.store.fault;

import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.s3.Dialect;
import dev.longhaul.store.s3.S3Settings;
import dev.longhaul.store.s3.S3Stores;
import java.time.Duration;

/// Opens the bucket of a faulty server through Longhaul's own adapter.
final class Adapters {
  /// Short enough for a test that waits for it, long enough for a busy machine.
  private static final S3Settings.Timeouts SHORT =
      new S3Settings.Timeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2));

  private Adapters() {}

  static S3Stores.Open open(FaultS3 server) {
    return open(server, S3Settings.DEFAULT.with(Dialect.DEFAULT.withVersions(true)));
  }

  /// With an end to each wait that a test can wait for.
  static S3Stores.Open impatient(FaultS3 server) {
    return open(server, S3Settings.DEFAULT.with(SHORT));
  }

  private static S3Stores.Open open(FaultS3 server, S3Settings settings) {
    BucketAddress address =
        new BucketAddress(
            server.endpoint(),
            "eu-west-1",
            server.store().ports().address().bucket(),
            BucketAddress.Kind.COMPATIBLE);
    Credentials credentials = Credentials.of("AKTEST", "the-secret-key");
    return S3Stores.open(address, settings, () -> credentials, new SystemClock());
  }

  /// The failure that a call ends with.
  static Failure failureOf(Runnable call) {
    try {
      call.run();
    } catch (StoreException failed) {
      return failed.failure();
    }
    throw new AssertionError("it did not fail");
  }
}
