package dev.longhaul.demo;

import dev.longhaul.demo.SharedServers.Bucket;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.s3.Dialect;
import java.util.EnumSet;
import java.util.Set;

/// Longhaul's adapter against buckets of S3Mock that keep versions, with reads that name them.
final class VersionedS3MockContractTest extends S3MockContractTest {

  @Override
  protected ObjectStore emptyBucket() {
    Bucket bucket = SharedServers.onS3Mock();
    bucket.keepVersions();
    return WireStores.open(bucket, Dialect.DEFAULT.withVersions(true)).store();
  }

  /// S3Mock lists keys of which only a delete marker is left.
  @Override
  protected Set<Trait> lacks() {
    EnumSet<Trait> lacks = EnumSet.copyOf(super.lacks());
    lacks.add(Trait.DELETED_KEYS_HIDDEN);
    return lacks;
  }
}
