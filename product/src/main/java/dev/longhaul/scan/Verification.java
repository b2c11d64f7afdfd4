package dev.longhaul.scan;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Says whether both sides of a route are equal, and names every key that is not. Changes nothing.
///
/// Listings decide where they prove a pair equal; every other key is looked at on both sides before
/// it is named, so a listing that changes meanwhile, or is in no order, names nobody wrongly. With
/// more thoroughness every pair is looked at, or its bytes are read.
public final class Verification {
  /// Refusals of our credentials in a row, after which nothing more is asked.
  private static final int REFUSALS_IN_A_ROW = 16;

  private final VerifyPlan plan;
  private final Pass.Effects effects;
  private final ScanCrew<Question> crew;
  private final PairCheck check;
  private final ScanProgress scanned = new ScanProgress();
  private final VerifyTally tally = new VerifyTally();
  private final AtomicInteger refusals = new AtomicInteger();

  /// A verification, to be run once.
  public Verification(VerifyPlan plan, Pass.Effects effects) {
    this.plan = plan;
    this.effects = effects;
    this.crew = new ScanCrew<>(effects, plan.limits());
    this.check = new PairCheck(plan);
  }

  /// A key to be looked at.
  private record Question(ObjectKey key, boolean bytes) {}

  /// How far the verification is. For any thread, at any time.
  public VerifyProgress progress() {
    return new VerifyProgress(
        scanned.counts(),
        tally.counts(),
        tally.foundSoFar(),
        tally.settled(),
        crew.isListing(),
        crew.queue().depth().inFlight());
  }

  /// Asks the verification to stop. Returns at once. For any thread.
  public void interrupt() {
    crew.stop(new PassStop(PassReport.End.INTERRUPTED, "it was interrupted", null));
  }

  /// Runs the verification.
  ///
  /// @param listener is told of every key that was looked at, by many jobs at once; of one key
  ///   perhaps twice when a listing turns out to be in no order
  public VerifyReport run(Consumer<Finding> listener) {
    Consumer<Finding> told =
        finding -> {
          tally.add(finding);
          listener.accept(finding);
        };
    return crew.run(this::scan, () -> work(told), _ -> {}, this::report);
  }

  private ScanResult scan() {
    return new Scan(plan.scan(), effects.workers(), effects.patience(), effects.scratch(), scanned)
        .run(new Finder());
  }

  /// Turns differences into questions.
  private final class Finder implements DifferenceSink {
    @Override
    public void found(Difference difference) {
      boolean bytes = plan.thoroughness().reads(difference.key());
      switch (difference) {
        case Difference.Equal _ -> {
          if (bytes || plan.thoroughness().metadata()) {
            ask(difference.key(), bytes);
          } else {
            tally.byListing();
          }
        }
        case Difference.Unproved _, Difference.OnlySource _, Difference.OnlyDestination _ ->
            ask(difference.key(), bytes);
      }
    }

    private void ask(ObjectKey key, boolean bytes) {
      tally.found();
      crew.queue().put(new Question(key, bytes));
    }

    @Override
    public void again() {
      tally.again();
    }
  }

  private boolean work(Consumer<Finding> told) {
    Optional<WorkQueue.Task<Question>> task = crew.queue().take();
    while (task.isPresent()) {
      workOn(task.get(), told);
      task = crew.queue().take();
    }
    return true;
  }

  private void workOn(WorkQueue.Task<Question> task, Consumer<Finding> told) {
    Question question = task.work();
    try {
      told.accept(check.check(question.key(), question.bytes()));
      refusals.set(0);
      effects.patience().forward();
      crew.queue().done();
    } catch (StoreException failed) {
      failed(task, failed.failure(), told);
    } catch (Cancelled cancelled) {
      crew.queue().done();
      throw cancelled;
    } catch (RuntimeException | Error fatal) {
      crew.queue().done();
      crew.stop(new PassStop(PassReport.End.INTERRUPTED, "it failed", fatal));
      throw fatal;
    }
  }

  private void failed(WorkQueue.Task<Question> task, Failure failure, Consumer<Finding> told) {
    WorkQueue.Tries tries = task.tries().and(effects.clock().nanos());
    effects.patience().failed(failure);
    if (effects.patience().allows(failure, tries.count())) {
      crew.queue().retry(task, tries, effects.patience().pause(failure, tries.count()));
      return;
    }
    if (failure instanceof Failure.WrongCredentials
        && refusals.incrementAndGet() >= REFUSALS_IN_A_ROW) {
      crew.stop(new PassStop(PassReport.End.WRONG_CREDENTIALS, failure.message(), null));
    }
    told.accept(new Finding.Unknown(task.work().key(), failure.message()));
    crew.queue().done();
  }

  private VerifyReport report(ScanResult found) {
    PassStop why = crew.stopped().orElseGet(() -> usualEnd(found));
    return new VerifyReport(
        why.end(), why.why(), tally.counts(), scanned.counts(), found.failures(), found.sorted());
  }

  private static PassStop usualEnd(ScanResult found) {
    if (found.isComplete()) {
      return new PassStop(PassReport.End.COMPLETE, "", null);
    }
    Failure first = found.failures().getFirst();
    PassReport.End end =
        first instanceof Failure.WrongCredentials
            ? PassReport.End.WRONG_CREDENTIALS
            : PassReport.End.LISTING_FAILED;
    return new PassStop(end, "a listing is not complete: " + first.message(), null);
  }
}
