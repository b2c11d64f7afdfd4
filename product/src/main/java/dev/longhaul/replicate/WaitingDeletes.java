package dev.longhaul.replicate;

import dev.longhaul.effect.Clock;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.store.Belief;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an audit does about keys that wait in the ledger to be deleted. Used in the key's turn, so
/// that nobody else works on it. Thread-safe.
final class WaitingDeletes {
  private final Ledger ledger;
  private final Clock clock;
  private final Duration grace;

  WaitingDeletes(Ledger ledger, Clock clock, Duration grace) {
    this.ledger = ledger;
    this.clock = clock;
    this.grace = grace;
  }

  /// What an audit may take for known of the key; `null` when its deletion does not wait.
  @Nullable Instant absentSince(Hint hint) {
    return ledger.held().find(hint.key()).map(PendingHint::absentSince).orElse(null);
  }

  /// Whether the audit saw what is known already: nothing is asked of the stores before it is time.
  boolean isKnown(Hint hint, Instant since) {
    return hint.source() instanceof Belief.Unobserved && clock.now().isBefore(since.plus(grace));
  }

  /// Writes down what the audit saw: a key that is to be deleted waits from now on, and one that
  /// waited is looked at once more when it was seen to be otherwise.
  void saw(Hint hint, @Nullable Instant since, Outcome outcome) {
    if (outcome instanceof Outcome.DeleteWaits(var _, Instant absent, Instant until)) {
      if (since == null) {
        ledger.hints().add(List.of(hint.absentSince(absent)), until);
      }
    } else if (since != null && !(outcome instanceof Outcome.Unfinished)) {
      ledger.hints().add(List.of(Hint.of(hint.key(), Hint.Cause.SCAN, clock.now())), clock.now());
    }
  }
}
