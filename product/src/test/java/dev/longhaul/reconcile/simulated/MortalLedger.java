package dev.longhaul.reconcile.simulated;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.ledger.Receipt;
import dev.longhaul.ledger.UploadRecord;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.UploadId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A ledger as one process sees it: it writes nothing any more once the process has died.
record MortalLedger(Ledger inner, Life life) implements Ledger {
  @Override
  public Receipts receipts() {
    return new Receipts() {
      @Override
      public Optional<Receipt> find(ObjectKey key) {
        life.check();
        return inner.receipts().find(key);
      }

      @Override
      public void record(Receipt receipt) {
        life.check();
        inner.receipts().record(receipt);
      }

      @Override
      public void forget(ObjectKey key) {
        life.check();
        inner.receipts().forget(key);
      }
    };
  }

  @Override
  public Uploads uploads() {
    return new MortalUploads(inner.uploads(), life);
  }

  private record MortalUploads(Uploads inner, Life life) implements Uploads {
    @Override
    public void intend(UploadRecord upload) {
      life.check();
      inner.intend(upload);
    }

    @Override
    public void opened(String intent, UploadId id) {
      life.check();
      inner.opened(intent, id);
    }

    @Override
    public void part(String intent, PartRecord part) {
      life.check();
      inner.part(intent, part);
    }

    @Override
    public List<PartRecord> parts(String intent) {
      life.check();
      return inner.parts(intent);
    }

    @Override
    public void closed(String intent) {
      life.check();
      inner.closed(intent);
    }

    @Override
    public List<UploadRecord> open() {
      life.check();
      return inner.open();
    }

    @Override
    public List<UploadRecord> open(ObjectKey key) {
      life.check();
      return inner.open(key);
    }
  }

  @Override
  public Parked parked() {
    return new Parked() {
      @Override
      public void park(ParkedKey parked) {
        life.check();
        inner.parked().park(parked);
      }

      @Override
      public void release(ObjectKey key) {
        life.check();
        inner.parked().release(key);
      }

      @Override
      public List<ParkedKey> all() {
        life.check();
        return inner.parked().all();
      }

      @Override
      public List<ParkedKey> list(@Nullable ObjectKey after, int most) {
        life.check();
        return inner.parked().list(after, most);
      }

      @Override
      public long count() {
        life.check();
        return inner.parked().count();
      }
    };
  }

  @Override
  public Hints hints() {
    return new MortalHints(inner.hints(), life);
  }

  @Override
  public Held held() {
    return new Held() {
      @Override
      public long last() {
        life.check();
        return inner.held().last();
      }

      @Override
      public long release(long upTo, Instant due) {
        life.check();
        return inner.held().release(upTo, due);
      }

      @Override
      public List<ObjectKey> list(@Nullable ObjectKey after, int most) {
        life.check();
        return inner.held().list(after, most);
      }

      @Override
      public Optional<PendingHint> find(ObjectKey key) {
        life.check();
        return inner.held().find(key);
      }
    };
  }

  @Override
  public Facts facts() {
    return new Facts() {
      @Override
      public Optional<String> find(String name) {
        life.check();
        return inner.facts().find(name);
      }

      @Override
      public void record(String name, String value) {
        life.check();
        inner.facts().record(name, value);
      }

      @Override
      public void keep(String name, String value) {
        life.check();
        inner.facts().keep(name, value);
      }
    };
  }

  @Override
  public Marks marks() {
    return new MortalMarks(inner.marks(), life);
  }

  @Override
  public void close() {}
}
