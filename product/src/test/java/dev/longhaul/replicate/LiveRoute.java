package dev.longhaul.replicate;

import dev.longhaul.effect.Workers;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.reconcile.WindowBreaker;
import dev.longhaul.store.memory.InMemoryStore;
import java.time.Duration;

/// A route between two stores in memory that is kept equal in real time, for tests of what is
/// around it.
public final class LiveRoute implements AutoCloseable {
  private final RouteWorld world;
  private final Replication replication;
  private final Workers.Group group;

  /// @param deletes how many the breaker lets through
  public LiveRoute(String name, int deletes) {
    Workers workers = new SystemWorkers();
    world =
        new RouteWorld(new Replication.Effects(workers, new SystemClock(), new SystemRandomness()));
    world.name = name;
    world.deletes = new WindowBreaker.Limits(deletes, 0, Duration.ofHours(1));
    replication = world.replication();
    group = workers.open("live " + name);
    group.start(() -> {
      replication.run();
      return true;
    });
  }

  public Replication replication() {
    return replication;
  }

  public InMemoryStore source() {
    return world.source;
  }

  public InMemoryStore destination() {
    return world.destination;
  }

  public Ledger ledger() {
    return world.ledger;
  }

  /// An event about this key came in.
  public void event(String key) {
    world.event(replication, key);
  }

  @Override
  public void close() {
    replication.stop();
    group.close();
  }
}
