package dev.longhaul.running;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.replicate.Replication;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicReference;

/// Has every store read as fast as its timetable allows at this hour. Thread-safe.
final class Brake {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

  private final AtomicReference<Configuration> configuration;
  private final RouteOpening routes;
  private final Replication.Effects effects;

  Brake(Configuration configuration, RouteOpening routes, Replication.Effects effects) {
    this.configuration = new AtomicReference<>(configuration);
    this.routes = routes;
    this.effects = effects;
  }

  /// From now on these limits and hours hold.
  ///
  /// @param other with the same stores
  void change(Configuration other) {
    configuration.set(other);
    set();
  }

  /// Sets what holds now.
  void set() {
    Instant now = effects.clock().now();
    Configuration current = configuration.get();
    LocalDateTime moment = LocalDateTime.ofInstant(now, current.zone());
    for (StoreEntry store : current.stores()) {
      routes.bandwidth(
          store.name(),
          store.bandwidthAt(moment).map(limit -> limit.bytesPerSecond()).orElse(Long.MAX_VALUE));
    }
  }

  /// Follows the clock until it is cancelled.
  void run() {
    while (true) {
      effects.clock().sleep(LOOK_AGAIN);
      set();
    }
  }
}
