package dev.longhaul.scan;

import dev.longhaul.effect.Monitor;
import dev.longhaul.object.ListedObject;
import dev.longhaul.store.StoreException;
import java.util.List;
import java.util.Objects;

/// Scans with a report in place of the source's listing: the report is read to its end, sorted in
/// temporary space, and then listed like a bucket. Nothing is compared before all of it is known to
/// be whole (H63).
final class ReportedScan {
  private static final int ENTRIES_PER_LOOK = 1000;

  private final ScanPlan plan;
  private final Pass.Effects effects;
  private final ScanProgress progress;

  ReportedScan(ScanPlan plan, Pass.Effects effects, ScanProgress progress) {
    this.plan = plan;
    this.effects = effects;
    this.progress = progress;
  }

  /// Scans once. Whoever gets a key that only the destination has does not act on it.
  ScanResult run(DifferenceSink sink) {
    Told told;
    try {
      told = read();
    } catch (StoreException refused) {
      return new ScanResult(List.of(refused.failure()), false, List.of());
    }
    try (ReportListing listing = told.listing()) {
      return scan(listing).run(sink).with(told.remark());
    }
  }

  /// A report that was read to its end.
  private record Told(ReportListing listing, String remark) {}

  private Told read() {
    try (SortedListing sorted = new SortedListing(effects.scratch(), plan.limits().sortBytes())) {
      String remark = Objects.requireNonNull(plan.report()).read(new Taker(sorted)::take);
      sorted.seal();
      return new Told(ReportListing.of(sorted, effects.scratch()), remark);
    }
  }

  private Scan scan(ReportListing listing) {
    return new Scan(
        plan.listing(listing), effects.workers(), effects.patience(), effects.scratch(), progress);
  }

  /// Takes the entries the route is about, and looks up now and then: reading goes forward, and may
  /// be cancelled.
  private final class Taker {
    private final SortedListing sorted;
    private final Monitor monitor = effects.workers().monitor();
    private int taken;

    Taker(SortedListing sorted) {
      this.sorted = sorted;
    }

    void take(ListedObject object) {
      if (++taken % ENTRIES_PER_LOOK == 0) {
        effects.patience().forward();
        monitor.when(() -> true, () -> true);
      }
      if (object.key().startsWith(plan.source().prefix())) {
        sorted.add(List.of(object));
      }
    }
  }
}
