package dev.longhaul.reconcile;

import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.ledger.Receipt;
import dev.longhaul.ledger.WrappedLedger;
import dev.longhaul.object.ObjectKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A ledger in memory that counts what reconciling writes to it.
final class CountingLedger extends WrappedLedger {
  private final InMemoryLedger inner;
  private int writes;

  CountingLedger() {
    this(new InMemoryLedger());
  }

  private CountingLedger(InMemoryLedger inner) {
    super(inner);
    this.inner = inner;
  }

  int writes() {
    return writes;
  }

  boolean hasReceipt(String key) {
    return inner.receipts().find(ObjectKey.of(key)).isPresent();
  }

  boolean hasParked(ObjectKey key) {
    return inner.parked().all().stream().anyMatch(parked -> parked.key().equals(key));
  }

  @Override
  public Receipts receipts() {
    return new Receipts() {
      @Override
      public Optional<Receipt> find(ObjectKey key) {
        return inner.receipts().find(key);
      }

      @Override
      public void record(Receipt receipt) {
        writes++;
        inner.receipts().record(receipt);
      }

      @Override
      public void forget(ObjectKey key) {
        writes++;
        inner.receipts().forget(key);
      }
    };
  }

  @Override
  public Parked parked() {
    return new Parked() {
      @Override
      public void park(ParkedKey parked) {
        writes++;
        inner.parked().park(parked);
      }

      @Override
      public void release(ObjectKey key) {
        writes++;
        inner.parked().release(key);
      }

      @Override
      public List<ParkedKey> all() {
        return inner.parked().all();
      }

      @Override
      public List<ParkedKey> list(@Nullable ObjectKey after, int most) {
        return inner.parked().list(after, most);
      }

      @Override
      public long count() {
        return inner.parked().count();
      }
    };
  }
}
