package dev.longhaul.store.probe;

import dev.longhaul.effect.Clock;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.store.BucketFacts;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.probe.CapabilityCache.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Probes that are not repeated while their last report is fresh: for a day, by the same server
/// (H20).
public final class CachedProbe {
  /// How long a report is believed.
  public static final Duration AGE = Duration.ofHours(24);

  /// What stands for the encryption in the subject of a source, where nothing is written.
  private static final String ONLY_READ = "only read";

  private final ObjectStore store;
  private final BucketFacts facts;
  private final CapabilityCache cache;
  private final Clock clock;

  /// @param facts what the bucket said just now: another server voids what was probed
  public CachedProbe(ObjectStore store, BucketFacts facts, CapabilityCache cache, Clock clock) {
    this.store = store;
    this.facts = facts;
    this.cache = cache;
    this.clock = clock;
  }

  /// What a destination was found to do, and what is left to be done about it.
  ///
  /// @param rest removes the canaries and writes the report down; nobody has to wait for it, but it
  ///   must be called
  public record Answer(Capabilities capabilities, Supplier<ProbeReport> rest) {}

  /// The answer of an earlier probe of a destination, or of a new one; only a conclusive one is
  /// remembered, and none by which tags are forbidden, because somebody is about to allow them.
  ///
  /// @param first what is done before a new probe writes anything; when it throws, none is made
  public Answer ask(Probe probe, Probe.Order order, Runnable first) {
    Subject subject = subject(order);
    return fresh(subject)
        .map(report -> new Answer(report.capabilities(), () -> report))
        .orElseGet(() -> {
          first.run();
          Probe.Asked asked = probe.ask(order);
          return new Answer(
              asked.capabilities(),
              () ->
                  remember(
                      subject,
                      asked.tidied(),
                      report -> report.isConclusive() && mayUseTags(report)));
        });
  }

  /// The report of an earlier probe of a destination, for those who may not write.
  public Optional<ProbeReport> remembered(Probe.Order order) {
    return fresh(subject(order));
  }

  /// The report of an earlier look at a source, or of a new one. What samples could not show stays
  /// open for a day, which costs requests only; tags that may not be read are looked at anew each
  /// time.
  public ProbeReport report(SourceProbe probe, KeyPrefix prefix) {
    Subject subject = subject(prefix, ONLY_READ, new TreeSet<>());
    return fresh(subject)
        .orElseGet(() -> remember(subject, probe.run(prefix), CachedProbe::mayUseTags));
  }

  private static boolean mayUseTags(ProbeReport report) {
    return report.capabilities().tags() != TagSupport.FORBIDDEN;
  }

  private Subject subject(Probe.Order order) {
    return subject(
        order.prefix(), order.encryption().toString(), new TreeSet<>(order.storageClasses()));
  }

  private Subject subject(KeyPrefix prefix, String encryption, SortedSet<String> classes) {
    return new Subject(
        store.address().toString(), prefix.text(), encryption, classes, facts.server());
  }

  private Optional<ProbeReport> fresh(Subject subject) {
    Instant now = clock.now();
    return cache
        .find(subject)
        .filter(report -> !report.at().isAfter(now) && report.at().plus(AGE).isAfter(now));
  }

  private ProbeReport remember(
      Subject subject, ProbeReport report, Predicate<ProbeReport> isWorthIt) {
    Optional<String> trouble =
        isWorthIt.test(report) ? cache.record(subject, report) : Optional.empty();
    if (trouble.isEmpty()) {
      return report;
    }
    List<Finding> findings = new ArrayList<>(report.findings());
    findings.add(Finding.of("remembered for a day", false, trouble.get()));
    return new ProbeReport(report.capabilities(), findings, report.left(), report.at());
  }
}
