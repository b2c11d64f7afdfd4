package dev.longhaul.running;

import dev.longhaul.config.RouteEntry;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.reconcile.WindowBreaker;
import java.util.function.Consumer;

/// Opens the stores of a route and gets to know them. Thread-safe; blocks its caller.
public interface RouteOpening {
  /// Looks whether both stores answer, are not one, and what they do; leaves nothing open when it
  /// throws. May be tried again and again.
  ///
  /// @throws dev.longhaul.store.StoreException when a store does not answer, or refuses us
  /// @throws RouteRefused when the route cannot be right as it is configured (H14)
  RouteEngine open(Task task);

  /// Lets the bytes read from a store flow so fast and no faster, for all routes together.
  ///
  /// @param bytesPerSecond `Long.MAX_VALUE` for no limit
  void bandwidth(String store, long bytesPerSecond);

  /// What a route is opened with.
  ///
  /// @param workers keys of it worked on at once at most
  /// @param breaker is asked before each delete
  /// @param remarks is told what an operator should know
  record Task(
      RouteEntry entry,
      Ledger ledger,
      int workers,
      WindowBreaker breaker,
      Consumer<String> remarks) {}
}
