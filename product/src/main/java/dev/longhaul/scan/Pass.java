package dev.longhaul.scan;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Scratch;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Hint;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Belief;
import dev.longhaul.store.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes a whole route equal once: scans both sides, reconciles what differs while it scans, and
/// deletes last. The `sync` job.
///
/// Deletes are tried only after both listings turned out complete and valid and every copy is done
/// with; each is proved again by the reconciler (H15, H61).
public final class Pass {
  private final PassPlan plan;
  private final PassEngine engine;
  private final Effects effects;
  private final ScanProgress scanned = new ScanProgress();
  private final PassTally tally;
  private final Monitor monitor;
  private final WorkQueue<Hint> queue;
  private final Set<ObjectKey> parkedBefore = ConcurrentHashMap.newKeySet();
  private boolean listing = true;
  private @Nullable PassStop stop;

  /// What a pass needs of the world around it.
  public record Effects(Workers workers, Clock clock, Scratch scratch, Patience patience) {}

  /// A pass, to be run once.
  public Pass(PassPlan plan, PassEngine engine, Effects effects) {
    this.plan = plan;
    this.engine = engine;
    this.effects = effects;
    this.monitor = effects.workers().monitor();
    this.tally = new PassTally(monitor);
    this.queue =
        new WorkQueue<>(monitor, effects.clock(), plan.limits().queue(), plan.limits().retries());
    parkedBefore.addAll(plan.parkedBefore());
  }

  /// How far the pass is. For any thread, at any time.
  public PassProgress progress() {
    boolean goesOn = monitor.enter(() -> listing);
    WorkQueue.Depth depth = queue.depth();
    return new PassProgress(
        scanned.counts(),
        tally.counts(),
        goesOn,
        depth.waiting(),
        depth.retries(),
        depth.inFlight());
  }

  /// Asks the pass to stop: nothing new is begun, what is in flight gets a short while to end.
  /// Returns at once. For any thread.
  public void interrupt() {
    stop(new PassStop(PassReport.End.INTERRUPTED, "it was interrupted", null));
  }

  /// Stops the pass; the first reason counts.
  void stop(PassStop why) {
    monitor.enter(() -> {
      if (stop == null) {
        stop = why;
      }
      return true;
    });
    queue.stop();
  }

  /// Whether every key found has been tried, and no more will be found.
  boolean hasNothingNew() {
    boolean goesOn = monitor.enter(() -> listing);
    return !goesOn && queue.depth().waiting() == 0;
  }

  /// Runs the pass.
  ///
  /// @param listener is told every outcome that settles a key or gives it up, by many jobs at once
  /// @throws RuntimeException what the engine, the scratch space or the listener threw
  public PassReport run(Consumer<Outcome> listener) {
    Consumer<Outcome> settled =
        outcome -> {
          tally.add(outcome);
          listener.accept(outcome);
        };
    PassWorker worker = new PassWorker(this, queue, engine, effects, settled);
    try (Workers.Group group = effects.workers().open("sync")) {
      for (int number = 0; number < plan.limits().workers(); number++) {
        group.start(worker::work);
      }
      try (ScanResult found = scan()) {
        finish(found, settled);
        queue.close();
        queue.awaitIdle();
        endInFlight(group);
        return report(found);
      } finally {
        queue.stop();
        group.cancel();
      }
    }
  }

  private ScanResult scan() {
    Workers.Job<ScanResult> job;
    try (Workers.Group group = effects.workers().open("scan")) {
      job = group.start(this::scanNow);
      monitor.when(() -> !listing || stop != null, () -> true);
      if (stopped().isPresent()) {
        group.cancel();
      }
    }
    try {
      return job.join();
    } catch (Cancelled cancelled) {
      if (stopped().isEmpty()) {
        throw cancelled;
      }
      return new ScanResult(List.of(), false, List.of());
    }
  }

  private ScanResult scanNow() {
    Scan scan =
        new Scan(plan.scan(), effects.workers(), effects.patience(), effects.scratch(), scanned);
    try {
      return plan.deletes() == Policy.Deletes.MIRROR
          ? scan.runKeepingBack(new Finder())
          : scan.run(new Finder());
    } finally {
      monitor.enter(() -> listing = false);
    }
  }

  private Optional<PassStop> stopped() {
    return monitor.enter(() -> Optional.ofNullable(stop));
  }

  /// Turns differences into hints.
  private final class Finder implements DifferenceSink {
    @Override
    public void found(Difference difference) {
      switch (difference) {
        case Difference.Equal _ -> {}
        case Difference.OnlySource one ->
            candidate(
                one.key(),
                one.source().size(),
                new Belief.Listed(one.source()),
                new Belief.Unobserved());
        case Difference.Unproved pair ->
            candidate(
                pair.key(),
                pair.source().size(),
                new Belief.Listed(pair.source()),
                new Belief.Listed(pair.destination()));
        case Difference.OnlyDestination _ -> tally.kept();
      }
    }

    @Override
    public void again() {
      tally.forgetKept();
    }
  }

  private void candidate(ObjectKey key, long bytes, Belief source, Belief destination) {
    parkedBefore.remove(key);
    Hint hint = new Hint(key, Hint.Cause.SCAN, effects.clock().now(), source, destination);
    tally.candidate(bytes);
    queue.put(hint);
  }

  /// What is left to do once everything was listed.
  private void finish(ScanResult found, Consumer<Outcome> settled) {
    if (!found.isComplete()) {
      refusedListing(found);
    }
    if (found.isComplete() && stopped().isEmpty()) {
      tryParkedAgain();
      queue.awaitIdle();
    }
    if (found.isComplete() && stopped().isEmpty()) {
      delete(found, settled);
    }
  }

  private void refusedListing(ScanResult found) {
    for (Failure failure : found.failures()) {
      if (failure instanceof Failure.WrongCredentials) {
        stop(new PassStop(PassReport.End.WRONG_CREDENTIALS, failure.message(), null));
      }
    }
  }

  /// Keys parked by earlier passes that are not among the candidates may be equal now: then they
  /// are no longer parked.
  private void tryParkedAgain() {
    for (ObjectKey key : plan.parkedBefore()) {
      if (parkedBefore.contains(key) && plan.scan().scope().includes(key)) {
        candidate(key, 0, new Belief.Unobserved(), new Belief.Unobserved());
      }
    }
  }

  private void delete(ScanResult found, Consumer<Outcome> settled) {
    if (found.onlyDestinationSize() == 0) {
      return;
    }
    engine.destinationKeys().accept(scanned.counts().destinationKeys());
    boolean held = isEmptied();
    found.forEachOnlyDestination(object ->
        plan.scan()
            .scope()
            .sourceKey(object.key())
            .ifPresent(key -> {
              if (held) {
                tally.candidate(0);
                settled.accept(new Outcome.DeleteHeld(key));
              } else {
                candidate(key, 0, new Belief.Unobserved(), new Belief.Listed(object));
              }
            }));
  }

  /// An empty source is more often a mistake than a wish (H60).
  private boolean isEmptied() {
    return scanned.counts().sourceKeys() == 0 && !plan.emptySourceMeansIt();
  }

  /// After a stop, what is in flight gets a short while.
  private void endInFlight(Workers.Group group) {
    if (stopped().isPresent()) {
      queue.awaitNoneInFlight(plan.limits().grace());
      group.cancel();
    }
    group.close();
    tally.end();
  }

  private PassReport report(ScanResult found) {
    PassStop why = stopped().orElseGet(() -> usualEnd(found));
    switch (why.fatal()) {
      case null -> {}
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case Throwable checked -> throw new IllegalStateException(checked);
    }
    return new PassReport(
        why.end(),
        why.why(),
        tally.counts(),
        scanned.counts(),
        found.failures(),
        found.sorted(),
        tally.named(),
        tally.failure());
  }

  private PassStop usualEnd(ScanResult found) {
    if (!found.isComplete()) {
      String first = found.failures().getFirst().message();
      PassReport.End end =
          effects.patience().isOver() ? PassReport.End.GAVE_UP : PassReport.End.LISTING_FAILED;
      return new PassStop(end, "a listing is not complete, nothing was deleted: " + first, null);
    }
    String why =
        isEmptied() && tally.counts().results().deletesHeld() > 0
            ? "the source lists no key at all, so no delete was tried; if that is right, say with"
                + " --max-delete how many deletes are"
            : "";
    return new PassStop(PassReport.End.COMPLETE, why, null);
  }
}
