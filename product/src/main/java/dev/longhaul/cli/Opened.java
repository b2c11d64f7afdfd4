package dev.longhaul.cli;

import dev.longhaul.config.Location;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.calls.Meter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One side of a route, ready to be spoken to.
///
/// @param name `source`, `destination`, `inventory`, or `store` where there is only one
/// @param location as it was typed
/// @param prefix which of its keys are meant
/// @param store its bucket; with retries and limits around every call
/// @param meter what was asked of it so far
/// @param adapt tells the adapter what the store was found to do
/// @param release lets go of its connections
public record Opened(
    String name,
    Location location,
    KeyPrefix prefix,
    ObjectStore store,
    Supplier<Meter> meter,
    Consumer<Capabilities> adapt,
    Runnable release)
    implements AutoCloseable {
  @Override
  public void close() {
    release.run();
  }

  /// What names it fully: endpoint, bucket and prefix, each preceded by its length.
  String identity() {
    StringBuilder text = new StringBuilder();
    for (String part :
        List.of(store.address().endpoint().toString(), store.address().bucket(), prefix.text())) {
      text.append(part.length()).append(':').append(part);
    }
    return text.toString();
  }
}
