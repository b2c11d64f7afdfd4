package dev.longhaul.cli;

import dev.longhaul.config.SideSettings;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.BucketNotifications;

/// Opens buckets whose own settings are looked at or changed.
public interface Buckets {
  /// Opens one; fails as [Stores] does.
  OpenBucket bucket(SideSettings side);

  /// A bucket and what there is to set.
  ///
  /// @param release lets go of its connections
  record OpenBucket(BucketAddress address, BucketNotifications notifications, Runnable release)
      implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }
  }
}
