package dev.longhaul.running;

import dev.longhaul.config.Rounds;
import dev.longhaul.config.TimeSpan;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.replicate.AuditPlan;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// What a route looks at by the clock, as its replication wants it.
final class Audits {
  private Audits() {}

  /// @param zone whose clocks times of day go by
  static List<AuditPlan> of(Rounds rounds, ZoneId zone) {
    List<AuditPlan> plans = new ArrayList<>();
    for (Rounds.AuditEntry entry : rounds.audits()) {
      LocalTime at = entry.at();
      plans.add(
          new AuditPlan(
              entry.toString(),
              entry.kind(),
              entry.share().percent() / 100,
              null,
              entry.every(),
              at == null ? null : new AuditPlan.TimeOfDay(at, zone)));
    }
    for (Rounds.ScanEntry scan : rounds.scans()) {
      plans.add(
          new AuditPlan(
              "scan every " + TimeSpan.exact(scan.every()) + " of " + scan.prefix(),
              AuditKind.LISTING,
              0,
              scan.prefix(),
              scan.every()));
    }
    return plans;
  }
}
