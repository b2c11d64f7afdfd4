package dev.longhaul.cli;

import dev.longhaul.store.Capabilities;
import java.util.function.Supplier;

/// What is known of both sides. Where a side is still being looked at, asking for it waits, and
/// throws what that look threw.
record Knowledge(
    Opened source,
    Opened destination,
    Supplier<Capabilities> ofSource,
    Supplier<Capabilities> ofDestination) {
  /// The same once nothing has to be waited for any more.
  Knowledge complete() {
    Capabilities first = ofSource.get();
    Capabilities second = ofDestination.get();
    return new Knowledge(source, destination, () -> first, () -> second);
  }
}
