package dev.longhaul.cli;

import dev.longhaul.config.SideSettings;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.scan.inventory.parquet.ParquetFormat;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.calls.Meter;
import dev.longhaul.store.memory.InMemoryStore;
import java.net.URI;
import java.util.Map;

/// Stores in memory, whatever the settings say.
record StoresInMemory(ObjectStore sourceStore, ObjectStore destinationStore) implements Stores {
  static StoresInMemory of(InMemoryStore source, InMemoryStore destination) {
    return new StoresInMemory(source.ports(), destination.ports());
  }

  /// One bucket, reached at a second address too.
  static StoresInMemory ofAlias(InMemoryStore store) {
    return ofAlias(store, store.ports().address().bucket());
  }

  /// One bucket, reached at a second address and under a second name too.
  static StoresInMemory ofAlias(InMemoryStore store, String name) {
    ObjectStore ports = store.ports();
    BucketAddress known = ports.address();
    BucketAddress alias =
        new BucketAddress(URI.create("https://alias.invalid"), known.region(), name, known.kind());
    ObjectStore again =
        new ObjectStore(
            alias,
            ports.reader(),
            ports.writer(),
            ports.uploads(),
            ports.lister(),
            ports.inspector());
    return new StoresInMemory(ports, again);
  }

  @Override
  public Opened source(RouteSettings route, Throttle throttle) {
    return new Opened(
        "source",
        route.source().location(),
        route.sourcePrefix(),
        sourceStore,
        StoresInMemory::nothing,
        _ -> {},
        () -> {});
  }

  @Override
  public Opened destination(RouteSettings route, Throttle throttle) {
    return new Opened(
        "destination",
        route.destination().location(),
        route.destinationPrefix(),
        destinationStore,
        StoresInMemory::nothing,
        _ -> {},
        () -> {});
  }

  /// Inventories lie in the source itself.
  @Override
  public OpenedInventory inventory(SideSettings side, RouteSettings route, Throttle throttle) {
    return new OpenedInventory(
        sourceStore, side.location().path(), new ParquetFormat(new SystemWorkers()), () -> {});
  }

  @Override
  public Opened only(SideSettings side, boolean rawPrefix) {
    return new Opened(
        "store",
        side.location(),
        side.location().prefix(rawPrefix),
        destinationStore,
        StoresInMemory::nothing,
        _ -> {},
        () -> {});
  }

  private static Meter nothing() {
    return new Meter(Map.of(), 0, 0, 0, 0, 0);
  }
}
