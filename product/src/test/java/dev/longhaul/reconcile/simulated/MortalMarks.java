package dev.longhaul.reconcile.simulated;

import dev.longhaul.ledger.AuditMark;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.object.ObjectKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Marks of audits as one process sees them, until it dies.
record MortalMarks(Ledger.Marks inner, Life life) implements Ledger.Marks {
  @Override
  public Optional<AuditMark> find(String audit) {
    life.check();
    return inner.find(audit);
  }

  @Override
  public void record(AuditMark mark) {
    life.check();
    inner.record(mark);
  }

  @Override
  public void absent(String audit, ObjectKey key) {
    life.check();
    inner.absent(audit, key);
  }

  @Override
  public List<ObjectKey> absent(String audit, @Nullable ObjectKey after, int most) {
    life.check();
    return inner.absent(audit, after, most);
  }

  @Override
  public void forget(String audit) {
    life.check();
    inner.forget(audit);
  }
}
