package dev.longhaul.replicate;

import dev.longhaul.ledger.LedgerException;

/// What ended a route that nobody had told to end.
final class RouteFailure {
  private RouteFailure() {}

  /// A ledger that cannot be used is told by what it says; all else is a mistake of ours.
  static RuntimeException of(String route, Throwable thrown) {
    String what = "the route " + route + " failed: " + thrown.getMessage();
    return thrown instanceof LedgerException
        ? new LedgerException(what, thrown)
        : new IllegalStateException(what, thrown);
  }
}
