package dev.longhaul.cli;

import dev.longhaul.effect.Workers;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.route.Policy;
import dev.longhaul.scan.Patience;
import dev.longhaul.store.BucketFacts;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.ObjectAttributes.Encryption;
import dev.longhaul.store.StoreException;
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
  /// @throws StoreException when a side does not answer as it should
  Knowledge reading(Opened source, Opened destination) {
    Preflight preflight = new Preflight(source, destination, around.workers());
    Preflight.Seen seen = seen(preflight);
    try (Workers.Group group = around.workers().open("probe")) {
      Workers.Job<Capabilities> other =
          group.start(() -> questions.ask(() -> recall(destination, seen.destination())));
      Capabilities ofSource = questions.ask(() -> probeSource(source, seen.source()));
      Capabilities ofDestination = other.join();
      return new Knowledge(source, destination, () -> ofSource, () -> ofDestination);
    }
  }

  /// For a run that writes to the destination; throws as `reading` does.
  Knowledge writing(Opened source, Opened destination) {
    try (Workers.Group group = around.workers().open("probe")) {
      return writing(source, destination, group).complete();
    }
  }

  /// The same as soon as both sides answered at all: what they do is found out in the group, beside
  /// the first listing, and whoever asks for it waits (decision 9). The group ends when also the
  /// canaries are removed.
  Knowledge writing(Opened source, Opened destination, Workers.Group group) {
    Preflight preflight = new Preflight(source, destination, around.workers());
    Preflight.Seen seen = seen(preflight);
    Workers.Job<Capabilities> ofSource =
        group.start(() -> questions.ask(() -> probeSource(source, seen.source())));
    Probing probing = new Probing(destination, cached(destination, seen.destination()), group);
    Workers.Job<Capabilities> ofDestination =
        group.start(() -> questions.ask(() -> probe(probing, guard(preflight, probing))));
    return new Knowledge(
        source,
        destination,
        ofSource::join,
        () -> {
          // Where both failed, this one did so by itself, the other perhaps because of it.
          ofSource.join();
          return ofDestination.join();
        });
  }

  /// A destination that is being looked at.
  ///
  /// @param group in which it is tidied
  private record Probing(Opened destination, CachedProbe cached, Workers.Group group) {}

  private Preflight.Seen seen(Preflight preflight) {
    Preflight.Seen seen = questions.ask(preflight::check);
    seen.remarks().forEach(remarks);
    return seen;
  }

  /// Where a loop is possible at all, one is looked for before anything else is written: at once
  /// where both buckets have one name, else before the destination is probed anew (H14).
  ///
  /// @return what is left to do before a new probe
  private Runnable guard(Preflight preflight, Probing probing) {
    if (preflight.isApart()) {
      return () -> {};
    }
    Encryption encryption = order(probing.destination()).encryption();
    Runnable guard =
        () ->
            preflight
                .guard(
                    encryption,
                    around.randomness(),
                    removal -> probing.group().start(() -> remove(removal)))
                .ifPresent(remarks);
    if (preflight.isOneName()) {
      guard.run();
      return () -> {};
    }
    return guard;
  }

  private boolean remove(Runnable removal) {
    try {
      removal.run();
      return true;
    } catch (StoreException kept) {
      remarks.accept("left behind by the look for a loop: " + kept.getMessage());
      return false;
    }
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

  private Capabilities probe(Probing probing, Runnable first) {
    Opened destination = probing.destination();
    Instant began = around.clock().now();
    Probe probe =
        new Probe(destination.store(), around.workers(), around.clock(), around.randomness());
    CachedProbe.Answer answer = probing.cached().ask(probe, order(destination), first);
    probing.group().start(() -> tidy(answer, began));
    destination.adapt().accept(answer.capabilities());
    return answer.capabilities();
  }

  private ProbeReport tidy(CachedProbe.Answer answer, Instant began) {
    ProbeReport report = answer.rest().get();
    if (!report.at().isBefore(began)) {
      report.left().forEach(left -> remarks.accept("left behind by the probe: " + left));
    }
    return report;
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
