package dev.longhaul.demo;

import dev.longhaul.demo.SharedServers.Bucket;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.s3.Dialect;
import dev.longhaul.store.s3.S3Settings;
import dev.longhaul.store.s3.S3Stores;

/// Opens buckets of the embedded servers through Longhaul's own adapter.
final class WireStores {

  private WireStores() {}

  /// Opens a bucket as its server's probe would have it spoken to.
  static S3Stores.Open open(Bucket bucket, Dialect dialect) {
    StoreAccess access = bucket.access();
    var address =
        new BucketAddress(
            access.endpoint(), access.region(), bucket.name(), BucketAddress.Kind.COMPATIBLE);
    var credentials = Credentials.of(access.accessKey(), access.secretKey());
    S3Settings settings = S3Settings.DEFAULT.with(dialect);
    return S3Stores.open(address, settings, () -> credentials, new SystemClock());
  }

  static ObjectStore store(Bucket bucket) {
    return open(bucket, Dialect.DEFAULT).store();
  }
}
