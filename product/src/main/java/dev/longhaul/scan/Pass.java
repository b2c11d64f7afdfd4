package dev.longhaul.scan;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Scratch;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Hint;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Belief;
import dev.longhaul.store.Failure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes a whole route equal once: scans both sides, reconciles what differs while it scans, and
/// deletes last. The `sync` job.
///
/// Deletes are tried only after both listings turned out complete and valid and every copy is done
/// with; each is proved again by the reconciler (H15, H61).
public final class Pass {
  /// Keys taken from the ledger at a time.
  private static final int ABSENT_AT_ONCE = 500;

  private final PassPlan plan;
  private final PassEngine engine;
  private final Effects effects;
  private final ScanProgress scanned = new ScanProgress();
  private final ScanCrew<Hint> crew;
  private final PassTally tally;
  private final @Nullable ScanMarks marks;

  /// Keys that are looked at although they are no candidates, with what the listings show of them.
  private final Map<ObjectKey, Listed> lookedAt = new ConcurrentHashMap<>();

  /// What a pass needs of the world around it.
  public record Effects(Workers workers, Clock clock, Scratch scratch, Patience patience) {}

  /// What both listings show of a key.
  private record Listed(Belief source, Belief destination) {
    static final Listed NOTHING = new Listed(new Belief.Unobserved(), new Belief.Unobserved());
  }

  /// A pass, to be run once.
  public Pass(PassPlan plan, PassEngine engine, Effects effects) {
    this(plan, engine, effects, null);
  }

  private Pass(PassPlan plan, PassEngine engine, Effects effects, @Nullable ScanMarks marks) {
    this.marks = marks;
    this.plan = plan;
    this.engine = engine;
    this.effects = effects;
    this.crew = new ScanCrew<>(effects, plan.limits());
    this.tally = new PassTally(crew.monitor());
    plan.parkedBefore().forEach(key -> lookedAt.put(key, Listed.NOTHING));
  }

  /// The same pass, not begun, that doubts the source's listing in another way.
  public Pass doubting(SourceDoubt doubt) {
    return new Pass(plan.doubting(doubt), engine, effects, marks);
  }

  /// The same pass, not begun, that goes on where these marks are, and moves them.
  public Pass marking(ScanMarks marks) {
    return new Pass(plan, engine, effects, marks);
  }

  /// How far the pass is. For any thread, at any time.
  public PassProgress progress() {
    boolean listing = crew.isListing();
    WorkQueue.Depth depth = crew.queue().depth();
    return new PassProgress(
        scanned.counts(),
        tally.counts(),
        listing,
        depth.waiting(),
        depth.retries(),
        depth.inFlight());
  }

  /// Asks the pass to stop: nothing new is begun, what is in flight gets a short while to end.
  /// Returns at once. For any thread.
  public void interrupt() {
    crew.stop(new PassStop(PassReport.End.INTERRUPTED, "it was interrupted", null));
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
          if (marks != null && !(outcome instanceof Outcome.Unfinished)) {
            marks.settled(outcome.key());
          }
        };
    PassWorker worker = new PassWorker(crew, engine, settled);
    Supplier<PassReport> run =
        () -> crew.run(this::scan, worker::work, found -> finish(found, settled), this::report);
    return marks == null ? run.get() : new MarkKeeper(marks, effects).during(run);
  }

  private ScanResult scan() {
    if (plan.scan().report() != null) {
      return new ReportedScan(plan.scan(), effects, scanned).run(new Finder());
    }
    Scan scan =
        new Scan(plan.scan(), effects.workers(), effects.patience(), effects.scratch(), scanned);
    if (marks != null) {
      return scan.run(new Finder(), marks);
    }
    return plan.deletes() == Policy.Deletes.MIRROR
        ? scan.runKeepingBack(new Finder())
        : scan.run(new Finder());
  }

  /// Turns differences into hints.
  private final class Finder implements DifferenceSink {
    @Override
    public void found(Difference difference) {
      switch (difference) {
        case Difference.Equal pair -> equal(pair);
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
        case Difference.OnlyDestination only -> onlyDestination(only);
      }
    }

    private void equal(Difference.Equal pair) {
      lookedAt.computeIfPresent(
          pair.key(),
          (_, _) ->
              new Listed(new Belief.Listed(pair.source()), new Belief.Listed(pair.destination())));
    }

    private void onlyDestination(Difference.OnlyDestination only) {
      if (plan.deletes() == Policy.Deletes.KEEP) {
        tally.kept();
      } else if (marks != null) {
        marks.absent(only.key());
      }
    }

    @Override
    public void again() {
      tally.forgetKept();
    }
  }

  private void candidate(ObjectKey key, long bytes, Belief source, Belief destination) {
    lookedAt.remove(key);
    Hint hint = new Hint(key, Hint.Cause.SCAN, effects.clock().now(), source, destination);
    tally.candidate(bytes);
    crew.queue().put(hint);
  }

  /// What is left to do once everything was listed.
  private void finish(ScanResult found, Consumer<Outcome> settled) {
    if (!found.isComplete()) {
      refusedListing(found);
    }
    if (found.isComplete() && !crew.isStopped()) {
      tryParkedAgain();
      crew.queue().awaitIdle();
    }
    if (found.isComplete() && !crew.isStopped()) {
      delete(found, settled);
    }
  }

  private void refusedListing(ScanResult found) {
    for (Failure failure : found.failures()) {
      if (failure instanceof Failure.WrongCredentials) {
        crew.stop(new PassStop(PassReport.End.WRONG_CREDENTIALS, failure.message(), null));
      }
    }
  }

  /// Keys parked by earlier passes that are not among the candidates may be equal now: then they
  /// are no longer parked. What the listings show of them goes along, so that both sides are looked
  /// at before anything is sent.
  private void tryParkedAgain() {
    for (ObjectKey key : plan.parkedBefore()) {
      Listed listed = lookedAt.get(key);
      if (listed != null && plan.scan().scope().includes(key)) {
        candidate(key, 0, listed.source(), listed.destination());
      }
    }
  }

  /// What only the destination has was written down, also by earlier processes.
  private void deleteMarked(ScanMarks marks, Consumer<Outcome> settled) {
    List<ObjectKey> keys = marks.absent(null, ABSENT_AT_ONCE);
    engine
        .destinationKeys()
        .accept(marks.before().destinationKeys() + scanned.counts().destinationKeys());
    boolean held = plan.doubt().holds(sourceKeys());
    while (!keys.isEmpty() && !crew.isStopped()) {
      for (ObjectKey key : keys) {
        if (held) {
          tally.candidate(0);
          settled.accept(new Outcome.DeleteHeld(key));
        } else {
          candidate(key, 0, new Belief.Unobserved(), new Belief.Unobserved());
        }
      }
      keys = marks.absent(keys.getLast(), ABSENT_AT_ONCE);
    }
  }

  /// How many keys the source has, also those that earlier processes listed.
  private long sourceKeys() {
    long now = scanned.counts().sourceKeys();
    return marks == null ? now : marks.sourceKeys(now);
  }

  private void delete(ScanResult found, Consumer<Outcome> settled) {
    if (marks != null) {
      if (plan.deletes() == Policy.Deletes.MIRROR) {
        deleteMarked(marks, settled);
      }
      return;
    }
    if (found.onlyDestinationSize() == 0) {
      return;
    }
    engine.destinationKeys().accept(scanned.counts().destinationKeys());
    boolean held = plan.doubt().holds(sourceKeys());
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

  private PassReport report(ScanResult found) {
    tally.end();
    PassStop why = crew.stopped().orElseGet(() -> usualEnd(found));
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
      String what =
          plan.scan().report() == null
              ? "a listing is not complete, nothing was deleted: "
              : "the report of the source or the destination's listing is not complete: ";
      return new PassStop(end, what + first, null);
    }
    if (plan.scan().report() != null) {
      return new PassStop(PassReport.End.COMPLETE, found.remark(), null);
    }
    long keys = sourceKeys();
    boolean held = plan.doubt().holds(keys) && tally.counts().results().deletesHeld() > 0;
    String why = plan.doubt().why(keys, plan.deletes(), held);
    return new PassStop(PassReport.End.COMPLETE, why, null);
  }
}
