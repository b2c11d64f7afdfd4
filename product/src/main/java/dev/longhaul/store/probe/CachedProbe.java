package dev.longhaul.store.probe;

import dev.longhaul.effect.Clock;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.probe.CapabilityCache.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A probe that is not repeated while its last conclusive report is fresh: for a day, by the same
/// server (H20).
public final class CachedProbe {
  /// How long a report is believed.
  public static final Duration AGE = Duration.ofHours(24);

  private final ObjectStore store;
  private final Probe probe;
  private final CapabilityCache cache;
  private final Clock clock;

  public CachedProbe(ObjectStore store, Probe probe, CapabilityCache cache, Clock clock) {
    this.store = store;
    this.probe = probe;
    this.cache = cache;
    this.clock = clock;
  }

  /// The report of an earlier probe, or of a new one. One request goes to the bucket in any case.
  public ProbeReport report(Probe.Order order) {
    Subject subject =
        new Subject(
            store.address().toString(),
            order.prefix().text(),
            order.encryption().toString(),
            new TreeSet<>(order.storageClasses()),
            store.inspector().headBucket().server());
    Optional<ProbeReport> remembered = cache.find(subject).filter(this::isFresh);
    return remembered.isPresent() ? remembered.get() : probeAnew(subject, order);
  }

  private boolean isFresh(ProbeReport report) {
    Instant now = clock.now();
    return !report.at().isAfter(now) && report.at().plus(AGE).isAfter(now);
  }

  private ProbeReport probeAnew(Subject subject, Probe.Order order) {
    ProbeReport report = probe.run(order);
    Optional<String> trouble =
        report.isConclusive() ? cache.record(subject, report) : Optional.empty();
    if (trouble.isEmpty()) {
      return report;
    }
    List<Finding> findings = new ArrayList<>(report.findings());
    findings.add(Finding.of("remembered for a day", false, trouble.get()));
    return new ProbeReport(report.capabilities(), findings, report.left(), report.at());
  }
}
