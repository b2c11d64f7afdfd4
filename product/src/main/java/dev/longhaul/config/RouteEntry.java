package dev.longhaul.config;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.route.GlobFilter;
import dev.longhaul.route.KeyMapping;
import dev.longhaul.route.Policy;
import dev.longhaul.route.Route;
import java.util.List;

/// A route that is kept equal, as a configuration names it.
///
/// @param filters in the order in which they are written
/// @param deletes how much it deletes, and how soon
/// @param urgency how much it matters beside others
/// @param rounds what it looks at by the clock
public record RouteEntry(
    String name,
    End source,
    End destination,
    List<GlobFilter.Rule> filters,
    Policy policy,
    DeleteRules deletes,
    Urgency urgency,
    Rounds rounds) {
  public RouteEntry {
    filters = List.copyOf(filters);
    Rules rules = new Rules().named("route", name);
    for (Rounds.ScanEntry scan : rounds.scans()) {
      rules.check(
          source.prefix().covers(scan.prefix()),
          "scans",
          "the prefix \"" + scan.prefix() + "\" is not below source-prefix");
    }
    rules.end();
  }

  /// One end of a route.
  ///
  /// @param store the name of a store
  /// @param prefix literally (decision 17)
  public record End(String store, KeyPrefix prefix) {
    @Override
    public String toString() {
      return prefix.isEmpty() ? store : store + "/" + prefix;
    }
  }

  /// The route itself.
  public Route route() {
    KeyMapping mapping = new KeyMapping(source.prefix(), destination.prefix());
    return new Route(
        mapping, new GlobFilter(source.prefix(), filters), policy.deletingAfter(deletes.grace()));
  }
}
