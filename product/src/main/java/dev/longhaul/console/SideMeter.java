package dev.longhaul.console;

import dev.longhaul.store.calls.Meter;

/// What was asked of one side of a route so far.
///
/// @param side `source` or `destination`
public record SideMeter(String route, String side, Meter meter) {
  /// What tells it from all others.
  String name() {
    return route + " " + side;
  }
}
