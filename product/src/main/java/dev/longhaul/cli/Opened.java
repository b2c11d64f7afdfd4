package dev.longhaul.cli;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.calls.Meter;
import java.util.function.Supplier;

/// One side of a route, ready to be spoken to.
///
/// @param name `source`, `destination`, or `store` where there is only one
/// @param location as it was typed
/// @param prefix which of its keys are meant
/// @param store its bucket; with retries and limits around every call
/// @param meter what was asked of it so far
/// @param release lets go of its connections
public record Opened(
    String name,
    Location location,
    KeyPrefix prefix,
    ObjectStore store,
    Supplier<Meter> meter,
    Runnable release)
    implements AutoCloseable {
  @Override
  public void close() {
    release.run();
  }
}
