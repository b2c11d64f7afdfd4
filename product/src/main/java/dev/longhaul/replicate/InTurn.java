package dev.longhaul.replicate;

import dev.longhaul.hint.Hint;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.store.Failure;
import java.time.Instant;

/// The engine as audits use it: behind the same gate as events, and never on a key that somebody
/// else works on. Thread-safe.
final class InTurn {
  private final PassEngine engine;
  private final Gate gate;
  private final KeyTurns turns;
  private final WaitingDeletes waiting;

  InTurn(PassEngine engine, Gate gate, KeyTurns turns, WaitingDeletes waiting) {
    this.engine = engine;
    this.gate = gate;
    this.turns = turns;
    this.waiting = waiting;
  }

  PassEngine engine() {
    return new PassEngine(
        this::reconcile, engine.park(), engine.destinationKeys(), engine.storesAnswer());
  }

  private Outcome reconcile(Hint hint) {
    if (!gate.enter()) {
      return later(hint, "the route is being stopped");
    }
    if (!turns.begin(hint.key())) {
      gate.left();
      return later(hint, "an event's work on it is under way");
    }
    boolean told = false;
    try {
      Outcome outcome = inTurn(hint);
      if (outcome instanceof Outcome.Unfinished unfinished) {
        gate.failed(unfinished.failure(), !engine.storesAnswer().getAsBoolean());
      } else {
        gate.succeeded();
      }
      told = true;
      return outcome;
    } finally {
      turns.end(hint.key());
      if (!told) {
        gate.left();
      }
    }
  }

  private Outcome inTurn(Hint hint) {
    Instant since = waiting.absentSince(hint);
    if (since != null && waiting.isKnown(hint, since)) {
      return new Outcome.Kept(hint.key());
    }
    Outcome outcome = engine.reconcile().apply(hint.absentSince(since));
    waiting.saw(hint, since, outcome);
    return outcome;
  }

  private static Outcome later(Hint hint, String why) {
    return new Outcome.Unfinished(hint.key(), new Failure.Transient(hint.key() + ": " + why));
  }
}
