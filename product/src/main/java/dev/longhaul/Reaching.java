package dev.longhaul;

import dev.longhaul.cli.Opened;
import dev.longhaul.cli.RouteSettings;
import dev.longhaul.cli.Stores;
import dev.longhaul.cli.Throttle;
import dev.longhaul.cli.Trials;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.running.Intakes;
import java.util.List;
import java.util.function.Supplier;

/// Reaches the stores and queues of a configuration in the way in which a run would.
final class Reaching implements Trials {
  private final Stores stores;
  private final Intakes intakes;
  private final Supplier<Throttle> throttle;

  Reaching(Stores stores, Intakes intakes, Supplier<Throttle> throttle) {
    this.stores = stores;
    this.intakes = intakes;
    this.throttle = throttle;
  }

  @Override
  public Opened store(StoreEntry store, Configuration whole) {
    if (store.side().credentials() instanceof CredentialsChoice.StoredObject) {
      for (RouteEntry route : whole.routes()) {
        // Such credentials are read as whom the other side of a route is spoken to.
        if (route.source().store().equals(store.name())) {
          return stores.source(settings(route, whole), throttle.get());
        }
        if (route.destination().store().equals(store.name())) {
          return stores.destination(settings(route, whole), throttle.get());
        }
      }
    }
    return stores.only(store.side(), true);
  }

  private static RouteSettings settings(RouteEntry route, Configuration whole) {
    return new RouteSettings(
        whole.at(route.source()).at(route.source().prefix()),
        whole.at(route.destination()).at(route.destination().prefix()),
        route.filters(),
        route.policy(),
        true);
  }

  @Override
  public List<IntakeFinding> queue(IntakeEntry.Queue queue, Configuration whole) {
    try (Intakes.Opened opened = intakes.open(queue, whole)) {
      return opened.check().get();
    }
  }
}
