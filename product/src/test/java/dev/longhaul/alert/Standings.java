package dev.longhaul.alert;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.Lag;
import dev.longhaul.replicate.LagHistogram;
import dev.longhaul.replicate.LagObjective;
import dev.longhaul.replicate.ObjectiveStanding;
import dev.longhaul.replicate.RouteCounts;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.RouteTotals;
import dev.longhaul.replicate.Trouble;
import java.time.Duration;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/// How routes might fare.
record Standings(
    String route,
    long parked,
    long held,
    @Nullable Trouble trouble,
    @Nullable AuditRecord last,
    double late) {
  /// One that fares well.
  static Standings of(String route) {
    return new Standings(route, 0, 0, null, null, 0);
  }

  Standings parked(long keys) {
    return new Standings(route, keys, held, trouble, last, late);
  }

  Standings held(long keys) {
    return new Standings(route, parked, keys, trouble, last, late);
  }

  Standings troubled(Trouble by) {
    return new Standings(route, parked, held, by, last, late);
  }

  Standings audited(AuditRecord record) {
    return new Standings(route, parked, held, trouble, record, late);
  }

  Standings missed() {
    return new Standings(route, parked, held, trouble, last, 0.1);
  }

  RouteStatus status() {
    RouteCounts counts = new RouteCounts(0, new RouteCounts.Proved(0, 0, 0, 0, 0), 0, 0, 0, 0, 0);
    LagHistogram none =
        new LagHistogram(Collections.nCopies(LagHistogram.BOUNDS.size(), 0L), 0, Duration.ZERO);
    double burn = late / 0.01;
    return new RouteStatus(
        route,
        RouteStatus.Condition.EQUAL,
        new RouteStatus.Work(new Ledger.Backlog(0, held, 0, null), 0, parked),
        new Lag.Figures(0, Duration.ZERO, Duration.ZERO, Duration.ZERO),
        counts,
        trouble,
        new RouteStatus.Audits(last, false, null),
        new RouteStatus.History(
            new RouteTotals(counts, none),
            new ObjectiveStanding(
                LagObjective.USUAL,
                1 - late,
                1_000,
                late > 0 ? 40 : 0,
                new ObjectiveStanding.Burn(burn, burn, 14.4),
                new ObjectiveStanding.Burn(burn, burn, 6))));
  }
}
