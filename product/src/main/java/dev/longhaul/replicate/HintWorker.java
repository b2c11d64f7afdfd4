package dev.longhaul.replicate;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.FailingKeys;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.ParkReason;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.store.Belief;
import dev.longhaul.store.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// What every worker of a route does with a hint: has it reconciled, and decides what becomes of a
/// key that got no answer. Thread-safe.
///
/// A hint leaves the ledger only when its key was proved, parked or held (rule R3); whatever else
/// happens, it waits there for its next try.
final class HintWorker {
  /// Tries of a key that alone gets no answer, or is refused for a reason unknown.
  private static final int TRIES_MAX = 10;

  private static final int REFUSALS_MAX = 3;
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = Duration.ofMinutes(5).toMillis();

  /// How soon a key is tried again that somebody else works on.
  private static final Duration BUSY_WAIT = Duration.ofMillis(200);

  private final Ledger.Hints hints;
  private final PassEngine engine;
  private final Gate gate;
  private final KeyTurns turns;
  private final Clock clock;
  private final Randomness randomness;
  private final Consumer<Settled> settled;
  private final FailingKeys failing = new FailingKeys();

  /// A hint's end.
  record Settled(PendingHint hint, Outcome outcome) {}

  /// What all workers of a route share.
  record Shared(
      Ledger.Hints hints,
      PassEngine engine,
      Gate gate,
      KeyTurns turns,
      Consumer<Settled> settled) {}

  HintWorker(Shared shared, Clock clock, Randomness randomness) {
    this.hints = shared.hints();
    this.engine = shared.engine();
    this.gate = shared.gate();
    this.turns = shared.turns();
    this.settled = shared.settled();
    this.clock = clock;
    this.randomness = randomness;
  }

  /// Works until nothing comes any more.
  boolean work(HintQueue queue) {
    Optional<PendingHint> next = queue.take();
    while (next.isPresent()) {
      PendingHint hint = next.get();
      boolean postponed = false;
      try {
        postponed = gate.enter() && workOn(hint);
      } finally {
        queue.done(hint);
      }
      if (postponed) {
        queue.wake();
      }
      next = queue.take();
    }
    return true;
  }

  /// Whether the hint is due at another time now.
  private boolean workOn(PendingHint hint) {
    if (!turns.begin(hint.key())) {
      gate.left();
      hints.postpone(hint, clock.now().plus(BUSY_WAIT));
      return true;
    }
    boolean told = false;
    try {
      boolean postponed = end(hint, engine.reconcile().apply(asHint(hint)));
      told = true;
      return postponed;
    } finally {
      turns.end(hint.key());
      if (!told) {
        gate.left();
      }
    }
  }

  private static Hint asHint(PendingHint hint) {
    return new Hint(
        hint.key(),
        hint.cause(),
        hint.at(),
        new Belief.Unobserved(),
        new Belief.Unobserved(),
        hint.absentSince());
  }

  private boolean end(PendingHint hint, Outcome outcome) {
    switch (outcome) {
      case Outcome.Unfinished(ObjectKey _, Failure failure, boolean sourceSeen) -> {
        PendingHint left = sourceSeen ? hint.absentSince(null) : hint;
        return unfinished(left, outcome, failure);
      }
      case Outcome.HandedOver _ -> {
        return unfinished(hint, outcome, new Failure.Transient("its parts are with others"));
      }
      case Outcome.DeleteWaits(ObjectKey _, Instant since, Instant until) -> {
        hints.postpone(hint.absentSince(since), until);
        served(hint, outcome);
        return true;
      }
      case Outcome.DeleteHeld _ -> {
        hints.hold(hint);
        served(hint, outcome);
      }
      case Outcome.Equal _,
          Outcome.Copied _,
          Outcome.Updated _,
          Outcome.Deleted _,
          Outcome.Kept _,
          Outcome.Parked _,
          Outcome.Planned _ -> {
        hints.settle(hint);
        served(hint, outcome);
      }
    }
    return false;
  }

  private void served(PendingHint hint, Outcome outcome) {
    gate.succeeded();
    failing.succeeded(hint.key());
    settled.accept(new Settled(hint, outcome));
  }

  private boolean unfinished(PendingHint hint, Outcome outcome, Failure failure) {
    boolean answering = engine.storesAnswer().getAsBoolean();
    if (gate.failed(failure, !answering)) {
      hints.postpone(hint, clock.now());
    } else if (answering) {
      Optional<ParkedKey> parked = parked(hint, failure);
      if (parked.isPresent()) {
        engine.park().accept(parked.get());
        hints.settle(hint);
        settled.accept(new Settled(hint, new Outcome.Parked(parked.get())));
        return false;
      }
      hints.postpone(hint.tried(), clock.now().plus(pause(failure, hint.tries())));
    }
    settled.accept(new Settled(hint, outcome));
    return true;
  }

  /// Whether it is the key that fails, not the stores, which both answer.
  private Optional<ParkedKey> parked(PendingHint hint, Failure failure) {
    Instant now = clock.now();
    return switch (failure) {
      case Failure.Throttled _, Failure.Transient _ ->
          failing
              .failed(hint.key(), failure, now)
              .or(() ->
                  hint.tries() + 1 < TRIES_MAX
                      ? Optional.empty()
                      : Optional.of(parked(hint, failure, ParkReason.ALWAYS_FAILING)));
      case Failure.Refused _, Failure.WrongCredentials _ ->
          hint.tries() + 1 < REFUSALS_MAX
              ? Optional.empty()
              : Optional.of(parked(hint, failure, ParkReason.REFUSED));
    };
  }

  private ParkedKey parked(PendingHint hint, Failure failure, ParkReason reason) {
    return new ParkedKey(
        hint.key(),
        reason.name(),
        "it failed "
            + (hint.tries() + 1)
            + " times while its stores answered, at last so: "
            + failure.message(),
        reason.remedy(),
        clock.now());
  }

  private Duration pause(Failure failure, int tries) {
    long doubled = FIRST_WAIT_MILLIS << Math.min(tries, 10);
    long most = Math.min(doubled, LONGEST_WAIT_MILLIS);
    long asked = failure instanceof Failure.Throttled throttled ? throttled.retryAfterMillis() : 0;
    long chosen = most / 2 + randomness.below(most / 2 + 1);
    return Duration.ofMillis(Math.max(chosen, Math.min(asked, LONGEST_WAIT_MILLIS)));
  }
}
