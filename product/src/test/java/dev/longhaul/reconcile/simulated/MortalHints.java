package dev.longhaul.reconcile.simulated;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PendingHint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Hints as one process sees them, until it dies.
record MortalHints(Ledger.Hints inner, Life life) implements Ledger.Hints {
  @Override
  public void add(List<Hint> hints, Instant due) {
    life.check();
    inner.add(hints, due);
  }

  @Override
  public List<PendingHint> due(Instant now, int most) {
    life.check();
    return inner.due(now, most);
  }

  @Override
  public void settle(PendingHint hint) {
    life.check();
    inner.settle(hint);
  }

  @Override
  public void postpone(PendingHint hint, Instant due) {
    life.check();
    inner.postpone(hint, due);
  }

  @Override
  public void hold(PendingHint hint) {
    life.check();
    inner.hold(hint);
  }

  @Override
  public Ledger.Backlog backlog() {
    life.check();
    return inner.backlog();
  }

  @Override
  public long overdue(Instant before) {
    life.check();
    return inner.overdue(before);
  }

  @Override
  public Optional<Instant> nextDue(Instant now) {
    life.check();
    return inner.nextDue(now);
  }
}
