package dev.longhaul.console;

import dev.longhaul.replicate.RouteStatus;
import java.util.List;

/// Whether everything is equal, in one of three words; the worst of what it is made of.
public enum Standing {
  /// Everything that is known is equal.
  EQUAL,
  /// Something is known not to be equal: hints wait, keys are parked, deletes are held, or a person
  /// paused the route.
  DIFFERENT,
  /// Nobody can tell: a store or an intake does not serve, or an audit has to be complete first.
  UNKNOWN;

  /// Of a process; one without routes cannot tell.
  public static Standing of(ProcessReport report) {
    boolean deaf = report.intakes().stream().anyMatch(intake -> intake.trouble() != null);
    return deaf ? UNKNOWN : of(report.routes());
  }

  /// Of some routes, whatever their intakes are.
  public static Standing of(List<RouteReport> routes) {
    return routes.stream()
        .map(route -> of(route.status()))
        .max(Standing::compareTo)
        .orElse(UNKNOWN);
  }

  /// Of one route.
  public static Standing of(RouteStatus status) {
    return switch (status.condition()) {
      case TROUBLED, UNAUDITED, AUDIT_WANTED -> UNKNOWN;
      case PAUSED, DELETES_HELD, BEHIND, EQUAL_BUT_PARKED -> DIFFERENT;
      case EQUAL -> EQUAL;
    };
  }
}
