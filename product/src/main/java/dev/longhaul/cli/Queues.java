package dev.longhaul.cli;

import dev.longhaul.config.SideSettings;
import dev.longhaul.hint.IntakeFinding;
import java.net.URI;
import java.util.List;

/// Looks at queues. Changes nothing.
@FunctionalInterface
public interface Queues {
  /// What is to be known of a queue to which a bucket is to send its events.
  ///
  /// @param side the bucket, and as whom the queue is asked
  /// @throws dev.longhaul.store.StoreException when credentials cannot be had
  List<IntakeFinding> check(URI queue, SideSettings side);
}
