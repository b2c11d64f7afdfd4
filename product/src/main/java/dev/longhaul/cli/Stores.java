package dev.longhaul.cli;

import dev.longhaul.config.SideSettings;

/// Opens what commands work on. Which adapter speaks to a store is chosen in [dev.longhaul.Wiring].
public interface Stores {
  /// Opens the source of a route. Credentials may have to be fetched, and a region found out.
  /// Settings that cannot be right are a `UsageException`, credentials that cannot be had a
  /// `StoreException`.
  ///
  /// @param throttle what holds back all reads of it, perhaps shared with others
  Opened source(RouteSettings route, Throttle throttle);

  /// Opens the destination of a route, in the same way.
  ///
  /// @param throttle what holds back all writes to it, perhaps shared with others
  Opened destination(RouteSettings route, Throttle throttle);

  /// Opens the bucket that inventories of a route's source are delivered to.
  ///
  /// @param side how it is reached; its location names a report or a folder of them
  /// @param throttle what holds back all reads of it, perhaps shared with others
  OpenedInventory inventory(SideSettings side, RouteSettings route, Throttle throttle);

  /// Opens a store that stands alone.
  Opened only(SideSettings side, boolean rawPrefix);
}
