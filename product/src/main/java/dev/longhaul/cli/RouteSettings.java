package dev.longhaul.cli;

import dev.longhaul.config.SideSettings;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.route.GlobFilter;
import dev.longhaul.route.KeyFilter;
import dev.longhaul.route.KeyMapping;
import dev.longhaul.route.Policy;
import dev.longhaul.route.Route;
import java.util.List;

/// What is to be equal to what, and in which respects.
///
/// @param filters in the order in which they were typed
/// @param rawPrefix whether prefixes are taken as typed, without a slash added (decision 17)
public record RouteSettings(
    SideSettings source,
    SideSettings destination,
    List<GlobFilter.Rule> filters,
    Policy policy,
    boolean rawPrefix) {
  public RouteSettings {
    filters = List.copyOf(filters);
  }

  public KeyPrefix sourcePrefix() {
    return source.location().prefix(rawPrefix);
  }

  public KeyPrefix destinationPrefix() {
    return destination.location().prefix(rawPrefix);
  }

  public KeyMapping mapping() {
    return new KeyMapping(sourcePrefix(), destinationPrefix());
  }

  public Route route() {
    return new Route(mapping(), filter(), policy);
  }

  private KeyFilter filter() {
    return new GlobFilter(sourcePrefix(), filters);
  }
}
