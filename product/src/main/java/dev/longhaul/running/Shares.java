package dev.longhaul.running;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.RouteEntry;

/// How routes share what is scarce. Permits, buffers and bandwidth are given out in the order of
/// asking, so a route gets as much of them as it has workers that ask.
final class Shares {
  private static final int LAST = 10;

  private Shares() {}

  /// The most urgent route has all the workers that are allowed; one of priority 9 beside one of
  /// priority 1 has a ninth. Nobody is left without.
  static int workers(Configuration configuration, RouteEntry route) {
    int first =
        configuration.routes().stream()
            .mapToInt(other -> other.urgency().priority())
            .min()
            .orElse(1);
    int all = configuration.limits().workers();
    return Math.max(1, all * (LAST - route.urgency().priority()) / (LAST - first));
  }
}
