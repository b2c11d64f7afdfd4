package dev.longhaul.console;

import dev.longhaul.replicate.RouteStatus;

/// How a route fares, and how fast it was within the last minute.
public record RouteReport(RouteStatus status, Rates rates) {
  public String name() {
    return status.route();
  }
}
