package dev.longhaul.cli;

import dev.longhaul.scan.inventory.RowFormat;
import dev.longhaul.store.ObjectStore;

/// The bucket that inventories of a source are delivered to, ready to be spoken to.
///
/// @param store with retries and limits around every call
/// @param path the key of a report's manifest, or the folder of all reports of one configuration
/// @param parquet reads rows in that format
/// @param release lets go of its connections
public record OpenedInventory(ObjectStore store, String path, RowFormat parquet, Runnable release)
    implements AutoCloseable {
  @Override
  public void close() {
    release.run();
  }
}
