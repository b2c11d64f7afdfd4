package dev.longhaul.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Everything that `longhaul run` is asked to do.
///
/// @param state the folder of the ledgers
/// @param zone whose clocks timetables and audits go by
public record Configuration(
    Path state,
    ZoneId zone,
    List<StoreEntry> stores,
    List<RouteEntry> routes,
    List<IntakeEntry> intakes,
    List<AlertEntry> alerts,
    ProcessLimits limits,
    Reporting reporting) {
  /// Whose clocks count when none are named: most servers go by it, and no hour of it is skipped.
  public static final ZoneId USUAL_ZONE = ZoneId.of("UTC");

  public Configuration {
    stores = List.copyOf(stores);
    routes = List.copyOf(routes);
    intakes = List.copyOf(intakes);
    alerts = List.copyOf(alerts);
    Rules rules = new Rules();
    rules.check(!stores.isEmpty(), "stores", "name at least one");
    rules.check(!routes.isEmpty(), "routes", "name at least one: without a route nothing is done");
    new Consistency(stores, routes, intakes).check(rules);
    Consistency.checkListeners(reporting.console(), intakes, rules);
    rules.end();
  }

  /// The store with this name.
  public Optional<StoreEntry> store(String name) {
    return stores.stream().filter(store -> store.name().equals(name)).findFirst();
  }

  /// The store at an end of one of the routes.
  public StoreEntry at(RouteEntry.End end) {
    return store(end.store()).orElseThrow();
  }
}
