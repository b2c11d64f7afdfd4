package dev.longhaul.cli;

import dev.longhaul.effect.Workers;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.route.Policy;
import dev.longhaul.scan.Patience;
import dev.longhaul.store.BucketFacts;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.ObjectAttributes.Encryption;
import dev.longhaul.store.probe.CachedProbe;
import dev.longhaul.store.probe.CapabilityCache;
import dev.longhaul.store.probe.Probe;
import dev.longhaul.store.probe.ProbeReport;
import dev.longhaul.store.probe.SourceProbe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Gets to know both stores before a route is worked on, both at once: that they answer, that they
/// are not one, and what they do.
final class Acquaintance {
  private final Surroundings around;
  private final RouteSettings route;
  private final StateSettings state;
  private final Consumer<String> remarks;
  private final FirstQuestions questions;

  /// @param patience how long a store that asks for less is waited for
  Acquaintance(
      Surroundings around,
      RouteSettings route,
      StateSettings state,
      Patience patience,
      Consumer<String> remarks) {
    this.around = around;
    this.route = route;
    this.state = state;
    this.remarks = remarks;
    this.questions = new FirstQuestions(around.workers(), patience, remarks);
  }

  /// Waits for nobody any more.
  void stop() {
    questions.stop();
  }

  /// For a run that changes nothing, and so writes no canary either.
  ///
  /// @throws UsageException when the route cannot be right
  /// @throws dev.longhaul.store.StoreException when a side does not answer as it should
  Knowledge reading(Opened source, Opened destination) {
    Preflight preflight = new Preflight(source, destination, around.workers());
    Preflight.Seen seen = seen(preflight);
    try (Workers.Group group = around.workers().open("probe")) {
      Workers.Job<Capabilities> other =
          group.start(() -> questions.ask(() -> recall(destination, seen.destination())));
      Capabilities ofSource = questions.ask(() -> probeSource(source, seen.source()));
      return new Knowledge(source, destination, ofSource, other.join());
    }
  }

  /// For a run that writes to the destination; throws as `reading` does.
  Knowledge writing(Opened source, Opened destination) {
    Preflight preflight = new Preflight(source, destination, around.workers());
    Preflight.Seen seen = seen(preflight);
    try (Workers.Group group = around.workers().open("probe")) {
      Workers.Job<Capabilities> ofSource =
          group.start(() -> questions.ask(() -> probeSource(source, seen.source())));
      CachedProbe cached = cached(destination, seen.destination());
      Workers.Job<Capabilities> ofDestination =
          group.start(
              () -> questions.ask(() -> probe(destination, cached, guard(preflight, destination))));
      return new Knowledge(source, destination, ofSource.join(), ofDestination.join());
    }
  }

  private Preflight.Seen seen(Preflight preflight) {
    Preflight.Seen seen = questions.ask(preflight::check);
    seen.remarks().forEach(remarks);
    return seen;
  }

  /// Where a loop is possible at all, one is looked for before anything else is written: at once
  /// where both buckets have one name, else before the destination is probed anew (H14).
  ///
  /// @return what is left to do before a new probe
  private Runnable guard(Preflight preflight, Opened destination) {
    if (preflight.isApart()) {
      return () -> {};
    }
    Runnable guard =
        () ->
            preflight
                .guard(order(destination).encryption(), around.randomness())
                .ifPresent(remarks);
    if (preflight.isOneName()) {
      guard.run();
      return () -> {};
    }
    return guard;
  }

  /// What earlier runs of the same pair wrote down.
  static Ledger ledger(
      Surroundings around, StateSettings state, Opened source, Opened destination) {
    return switch (state) {
      case StateSettings.None _ -> around.states().forgetful();
      case StateSettings.Folder(Path folder) ->
          around.states().ledger(folder, source.identity(), destination.identity());
    };
  }

  private Capabilities look(Opened side, BucketFacts facts) {
    SourceProbe probe = new SourceProbe(side.store(), around.workers(), around.clock());
    Capabilities found = cached(side, facts).report(probe, side.prefix()).capabilities();
    side.adapt().accept(found);
    return found;
  }

  private Capabilities probeSource(Opened source, BucketFacts facts) {
    Capabilities found = look(source, facts);
    boolean copied = route.policy().tags() == Policy.TagRule.COPY;
    if (copied && found.tags() == TagSupport.FORBIDDEN) {
      throw new UsageException(
          "the tags of "
              + source.location()
              + " may not be read, so they would be lost: allow s3:GetObjectTagging, or leave tags"
              + " alone with --tags ignore");
    }
    return found;
  }

  private Capabilities probe(Opened destination, CachedProbe cached, Runnable first) {
    Instant began = around.clock().now();
    Probe probe =
        new Probe(destination.store(), around.workers(), around.clock(), around.randomness());
    ProbeReport report = cached.report(probe, order(destination), first);
    if (!report.at().isBefore(began)) {
      report.left().forEach(left -> remarks.accept("left behind by the probe: " + left));
    }
    destination.adapt().accept(report.capabilities());
    return report.capabilities();
  }

  /// What an earlier run proved by writing, else what reading shows.
  private Capabilities recall(Opened destination, BucketFacts facts) {
    return cached(destination, facts)
        .remembered(order(destination))
        .map(ProbeReport::capabilities)
        .orElseGet(() -> look(destination, facts));
  }

  private Probe.Order order(Opened destination) {
    Policy policy = route.policy();
    String key = policy.encryptionKey();
    return new Probe.Order(
        destination.prefix(),
        key == null ? new Encryption.BucketDefault() : new Encryption.Kms(key),
        new TreeSet<>(policy.storageClasses().values()));
  }

  private CachedProbe cached(Opened side, BucketFacts facts) {
    return new CachedProbe(side.store(), facts, cache(), around.clock());
  }

  private CapabilityCache cache() {
    return switch (state) {
      case StateSettings.None _ -> CapabilityCache.NONE;
      case StateSettings.Folder(Path folder) -> around.states().capabilities(folder);
    };
  }
}
