package dev.longhaul.replicate;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.reconcile.WindowBreaker;
import dev.longhaul.route.Route;
import dev.longhaul.scan.PassEngine;
import java.time.Duration;
import java.util.List;

/// What one route is made of.
///
/// @param name as the configuration has it
/// @param ledger its own
/// @param engine makes one of its keys equal
/// @param breaker the one its engine asks before it deletes
/// @param work makes what its audits run
/// @param audits at least one
public record RouteParts(
    String name,
    Route route,
    Ledger ledger,
    PassEngine engine,
    WindowBreaker breaker,
    AuditWork work,
    List<AuditPlan> audits,
    Limits limits) {
  public RouteParts {
    audits = List.copyOf(audits);
    if (audits.isEmpty()) {
      throw new IllegalArgumentException("the route " + name + " has no audit");
    }
  }

  /// How much a route does and holds at once.
  ///
  /// @param workers keys reconciled at the same time
  /// @param room hints in memory at most
  /// @param pending hints that may wait in the ledger before no more are taken
  /// @param grace how long work in flight may take to end after the route was told to stop
  public record Limits(int workers, int room, long pending, Duration grace) {
    public Limits {
      if (workers < 1 || room < 1 || pending < 1 || grace.isNegative()) {
        throw new IllegalArgumentException("limits of a route are at least 1");
      }
    }
  }
}
