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
/// @param audits at least one of the whole route, and those of prefixes that are listed often
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
    if (audits.stream().noneMatch(AuditPlan::isWhole)) {
      throw new IllegalArgumentException("the route " + name + " has no audit of all its keys");
    }
  }

  /// How much a route does and holds at once.
  ///
  /// @param workers keys reconciled at the same time
  /// @param room hints in memory at most
  /// @param pending hints that may wait in the ledger before no more are kept
  /// @param grace how long work in flight may take to end after the route was told to stop
  /// @param mostGone the share of the source's keys that may be gone between two audits before the
  ///   deletes of the later one are held, 0 to 1 (H61)
  public record Limits(int workers, int room, long pending, Duration grace, double mostGone) {
    /// Half of the source may be gone.
    public Limits(int workers, int room, long pending, Duration grace) {
      this(workers, room, pending, grace, 0.5);
    }

    public Limits {
      if (!(mostGone >= 0 && mostGone <= 1)) {
        throw new IllegalArgumentException("a share is 0 to 1, not " + mostGone);
      }
      if (workers < 1 || room < 1 || pending < 1 || grace.isNegative()) {
        throw new IllegalArgumentException("limits of a route are at least 1");
      }
    }
  }
}
