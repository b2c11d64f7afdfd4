package dev.longhaul.scan;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.ParkReason;
import dev.longhaul.store.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// What every worker of a pass does: takes hints, has them reconciled, and decides what becomes of
/// a key that got no answer. Thread-safe.
///
/// A failure of a store is not one of the key: the key is tried again as long as anything goes
/// forward (H64). Only a key that fails although its store serves others is parked (decision 11).
final class PassWorker {
  /// Failed tries, and the time from the first to the last, before a key counts as always failing.
  static final int TRIES_BEFORE_PARKING = 8;

  static final Duration TIME_BEFORE_PARKING = Duration.ofMinutes(5);

  /// Tries of a key that is refused for a reason that says nothing about it.
  private static final int REFUSED_TRIES = 3;

  /// Refusals of our credentials without any key settled in between, after which nothing is tried.
  private static final int REFUSALS_IN_A_ROW = 16;

  private final Pass pass;
  private final WorkQueue<Hint> queue;
  private final PassEngine engine;
  private final Pass.Effects effects;
  private final Consumer<Outcome> settled;
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicLong lastSettled;

  /// @param settled is told what settles a key, or gives it up
  PassWorker(
      Pass pass,
      WorkQueue<Hint> queue,
      PassEngine engine,
      Pass.Effects effects,
      Consumer<Outcome> settled) {
    this.pass = pass;
    this.queue = queue;
    this.engine = engine;
    this.effects = effects;
    this.settled = settled;
    this.lastSettled = new AtomicLong(effects.clock().nanos() - 1);
  }

  /// Works until there is nothing left.
  boolean work() {
    Optional<WorkQueue.Task<Hint>> task = queue.take();
    while (task.isPresent()) {
      workOn(task.get());
      task = queue.take();
    }
    return true;
  }

  private void workOn(WorkQueue.Task<Hint> task) {
    try {
      Outcome outcome = engine.reconcile().apply(task.work());
      switch (outcome) {
        case Outcome.Unfinished(ObjectKey _, Failure failure) -> {
          if (!again(task, outcome, failure)) {
            queue.done();
          }
        }
        default -> {
          settle(outcome);
          queue.done();
        }
      }
    } catch (Cancelled cancelled) {
      queue.done();
      throw cancelled;
    } catch (RuntimeException | Error fatal) {
      queue.done();
      pass.stop(new PassStop(PassReport.End.INTERRUPTED, "it failed", fatal));
      throw fatal;
    }
  }

  private void settle(Outcome outcome) {
    settled.accept(outcome);
    refusals.set(0);
    lastSettled.set(effects.clock().nanos());
    effects.patience().forward();
  }

  /// Decides what becomes of a key that got no answer. Returns whether it is tried again.
  private boolean again(WorkQueue.Task<Hint> task, Outcome outcome, Failure failure) {
    long now = effects.clock().nanos();
    boolean strike = lastSettled.get() > task.tries().last();
    WorkQueue.Tries tries = task.tries().and(strike, now);
    return switch (failure) {
      case Failure.Throttled _, Failure.Transient _ -> {
        if (isAlwaysFailing(tries)) {
          park(task.work().key(), failure, tries);
          yield false;
        }
        yield retry(task, tries, failure);
      }
      case Failure.Refused _ -> retryOrGiveUp(task, tries, outcome, failure);
      case Failure.WrongCredentials _ -> {
        if (refusals.incrementAndGet() >= REFUSALS_IN_A_ROW) {
          pass.stop(new PassStop(PassReport.End.WRONG_CREDENTIALS, failure.message(), null));
        }
        yield retryOrGiveUp(task, tries, outcome, failure);
      }
    };
  }

  private boolean retryOrGiveUp(
      WorkQueue.Task<Hint> task, WorkQueue.Tries tries, Outcome outcome, Failure failure) {
    if (tries.count() >= REFUSED_TRIES) {
      settled.accept(outcome);
      return false;
    }
    return retry(task, tries, failure);
  }

  private boolean retry(WorkQueue.Task<Hint> task, WorkQueue.Tries tries, Failure failure) {
    if (effects.patience().isOver()) {
      String why =
          "nothing went forward for "
              + effects.patience().limit().toMinutes()
              + " minutes; the last failure was: "
              + failure.message();
      pass.stop(new PassStop(PassReport.End.GAVE_UP, why, null));
    }
    queue.retry(task, tries, effects.patience().pause(failure, tries.count()));
    return true;
  }

  private boolean isAlwaysFailing(WorkQueue.Tries tries) {
    if (tries.count() < TRIES_BEFORE_PARKING
        || tries.last() - tries.first() < TIME_BEFORE_PARKING.toNanos()) {
      return false;
    }
    boolean othersAreServed = tries.strikes() >= TRIES_BEFORE_PARKING;
    return othersAreServed || (pass.hasNothingNew() && engine.storesAnswer().getAsBoolean());
  }

  private void park(ObjectKey key, Failure failure, WorkQueue.Tries tries) {
    ParkedKey parked =
        new ParkedKey(
            key,
            ParkReason.ALWAYS_FAILING.name(),
            "failed " + tries.count() + " times while others went through: " + failure.message(),
            ParkReason.ALWAYS_FAILING.remedy(),
            effects.clock().now());
    engine.park().accept(parked);
    settle(new Outcome.Parked(parked));
  }
}
