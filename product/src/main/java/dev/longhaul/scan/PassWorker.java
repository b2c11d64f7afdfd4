package dev.longhaul.scan;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.FailingKeys;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.ParkReason;
import dev.longhaul.store.Failure;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What every worker of a pass does: takes hints, has them reconciled, and decides what becomes of
/// a key that got no answer. Thread-safe.
///
/// A failure of a store is not one of the key: the key is tried again as long as anything goes
/// forward (H64). Only a key that fails although its stores serve others is parked (decision 11).
final class PassWorker {
  /// Tries of a key that is refused for a reason that says nothing about it.
  private static final int REFUSED_TRIES = 3;

  /// Refusals of our credentials without any key settled in between, after which nothing is tried.
  private static final int REFUSALS_IN_A_ROW = 16;

  private final ScanCrew<Hint> crew;
  private final PassEngine engine;
  private final Pass.Effects effects;
  private final Consumer<Outcome> settled;
  private final FailingKeys failing = new FailingKeys();
  private final AtomicInteger refusals = new AtomicInteger();

  /// @param settled is told what settles a key, or gives it up
  PassWorker(ScanCrew<Hint> crew, PassEngine engine, Consumer<Outcome> settled) {
    this.crew = crew;
    this.engine = engine;
    this.effects = crew.effects();
    this.settled = settled;
  }

  /// Works until there is nothing left.
  boolean work() {
    Optional<WorkQueue.Task<Hint>> task = crew.queue().take();
    while (task.isPresent()) {
      workOn(task.get());
      task = crew.queue().take();
    }
    return true;
  }

  private void workOn(WorkQueue.Task<Hint> task) {
    try {
      Outcome outcome = engine.reconcile().apply(task.work());
      if (outcome instanceof Outcome.Unfinished(ObjectKey _, Failure failure, boolean _)) {
        effects.patience().failed(failure);
        WorkQueue.Tries tries = task.tries().and(effects.clock().nanos());
        if (isTriedAgain(task.work().key(), outcome, failure, tries)) {
          crew.queue().retry(task, tries, effects.patience().pause(failure, tries.count()));
          return;
        }
      } else {
        settle(outcome);
      }
      crew.queue().done();
    } catch (Cancelled cancelled) {
      crew.queue().done();
      throw cancelled;
    } catch (RuntimeException | Error fatal) {
      crew.queue().done();
      crew.stop(new PassStop(PassReport.End.INTERRUPTED, "it failed", fatal));
      throw fatal;
    }
  }

  private void settle(Outcome outcome) {
    settled.accept(outcome);
    refusals.set(0);
    failing.succeeded(outcome.key());
    effects.patience().forward();
  }

  /// Decides what becomes of a key that got no answer.
  private boolean isTriedAgain(
      ObjectKey key, Outcome outcome, Failure failure, WorkQueue.Tries tries) {
    return switch (failure) {
      case Failure.Throttled _, Failure.Transient _ -> !isParked(key, failure, tries);
      case Failure.Refused _ -> !isGivenUp(outcome, tries);
      case Failure.WrongCredentials _ -> {
        if (refusals.incrementAndGet() >= REFUSALS_IN_A_ROW) {
          crew.stop(new PassStop(PassReport.End.WRONG_CREDENTIALS, failure.message(), null));
        }
        yield !isGivenUp(outcome, tries);
      }
    };
  }

  private boolean isGivenUp(Outcome outcome, WorkQueue.Tries tries) {
    boolean givenUp = tries.count() >= REFUSED_TRIES;
    if (givenUp) {
      settled.accept(outcome);
    }
    return givenUp;
  }

  private boolean isParked(ObjectKey key, Failure failure, WorkQueue.Tries tries) {
    Optional<ParkedKey> parked =
        failing.failed(key, failure, effects.clock().now()).or(() -> alone(key, failure, tries));
    parked.ifPresent(one -> {
      engine.park().accept(one);
      settle(new Outcome.Parked(one));
    });
    return parked.isPresent();
  }

  /// Keys that are the last have no others to be compared with; so the stores are asked something
  /// else instead.
  private Optional<ParkedKey> alone(ObjectKey key, Failure failure, WorkQueue.Tries tries) {
    long nanos = effects.clock().nanos() - tries.first();
    boolean often =
        tries.count() >= FailingKeys.ATTEMPTS && nanos >= FailingKeys.PERSISTENCE.toNanos();
    if (!often || !crew.hasNothingNew() || !engine.storesAnswer().getAsBoolean()) {
      return Optional.empty();
    }
    return Optional.of(
        new ParkedKey(
            key,
            ParkReason.ALWAYS_FAILING.name(),
            "it failed "
                + tries.count()
                + " times while its stores answered, at last so: "
                + failure.message(),
            ParkReason.ALWAYS_FAILING.remedy(),
            effects.clock().now()));
  }
}
