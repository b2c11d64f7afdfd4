package dev.longhaul.replicate;

import dev.longhaul.hint.Hint;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.store.Failure;

/// The engine as audits use it: behind the same gate as events, and never on a key that somebody
/// else works on. Thread-safe.
final class InTurn {
  private final PassEngine engine;
  private final Gate gate;
  private final KeyTurns turns;

  InTurn(PassEngine engine, Gate gate, KeyTurns turns) {
    this.engine = engine;
    this.gate = gate;
    this.turns = turns;
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
      Outcome outcome = engine.reconcile().apply(hint);
      told = true;
      if (outcome instanceof Outcome.Unfinished unfinished) {
        gate.failed(unfinished.failure(), !engine.storesAnswer().getAsBoolean());
      } else {
        gate.succeeded();
      }
      return outcome;
    } finally {
      turns.end(hint.key());
      if (!told) {
        gate.left();
      }
    }
  }

  private static Outcome later(Hint hint, String why) {
    return new Outcome.Unfinished(hint.key(), new Failure.Transient(hint.key() + ": " + why));
  }
}
