package dev.longhaul.ledger;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.UploadId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A ledger that forgets everything with the process. What tests start again with after a "crash"
/// is the same object.
public final class InMemoryLedger implements Ledger {
  private final Map<ObjectKey, Receipt> receipts = new TreeMap<>();
  private final Map<String, UploadRecord> uploads = new LinkedHashMap<>();
  private final Map<String, Map<Integer, PartRecord>> parts = new TreeMap<>();
  private final Map<ObjectKey, ParkedKey> parked = new TreeMap<>();
  private final MemoryHints hints = new MemoryHints();
  private final MemoryMarks marks = new MemoryMarks();
  private final Map<String, String> facts = new ConcurrentHashMap<>();

  @Override
  public Receipts receipts() {
    return new MemoryReceipts();
  }

  @Override
  public Uploads uploads() {
    return new MemoryUploads();
  }

  @Override
  public Parked parked() {
    return new MemoryParked();
  }

  @Override
  public Hints hints() {
    return hints;
  }

  @Override
  public Held held() {
    return hints;
  }

  @Override
  public Facts facts() {
    return new Facts() {
      @Override
      public Optional<String> find(String name) {
        return Optional.ofNullable(facts.get(name));
      }

      @Override
      public void record(String name, String value) {
        facts.put(name, value);
      }

      @Override
      public void keep(String name, String value) {
        record(name, value);
      }
    };
  }

  @Override
  public Marks marks() {
    return marks;
  }

  @Override
  public void close() {}

  private final class MemoryReceipts implements Receipts {
    @Override
    public Optional<Receipt> find(ObjectKey key) {
      synchronized (receipts) {
        return Optional.ofNullable(receipts.get(key));
      }
    }

    @Override
    public void record(Receipt receipt) {
      synchronized (receipts) {
        receipts.put(receipt.key(), receipt);
      }
    }

    @Override
    public void forget(ObjectKey key) {
      synchronized (receipts) {
        receipts.remove(key);
      }
    }
  }

  private final class MemoryUploads implements Uploads {
    @Override
    public void intend(UploadRecord upload) {
      synchronized (uploads) {
        if (uploads.putIfAbsent(upload.intent(), upload) != null) {
          throw new LedgerException("intent " + upload.intent() + " is recorded already", null);
        }
      }
    }

    @Override
    public void opened(String intent, UploadId id) {
      synchronized (uploads) {
        uploads.computeIfPresent(intent, (name, record) -> named(record, id));
      }
    }

    private static UploadRecord named(UploadRecord record, @Nullable UploadId id) {
      return new UploadRecord(
          record.intent(),
          record.key(),
          record.source(),
          record.partSize(),
          record.attributes(),
          record.begun(),
          id);
    }

    @Override
    public void part(String intent, PartRecord part) {
      synchronized (uploads) {
        if (uploads.containsKey(intent)) {
          parts.computeIfAbsent(intent, _ -> new TreeMap<>()).put(part.number(), part);
        }
      }
    }

    @Override
    public List<PartRecord> parts(String intent) {
      synchronized (uploads) {
        return List.copyOf(parts.getOrDefault(intent, Map.of()).values());
      }
    }

    @Override
    public void closed(String intent) {
      synchronized (uploads) {
        uploads.remove(intent);
        parts.remove(intent);
      }
    }

    @Override
    public List<UploadRecord> open() {
      synchronized (uploads) {
        return new ArrayList<>(uploads.values());
      }
    }

    @Override
    public List<UploadRecord> open(ObjectKey key) {
      return open().stream().filter(record -> record.key().equals(key)).toList();
    }
  }

  private final class MemoryParked implements Parked {
    @Override
    public void park(ParkedKey key) {
      synchronized (parked) {
        parked.put(key.key(), key);
      }
    }

    @Override
    public void release(ObjectKey key) {
      synchronized (parked) {
        parked.remove(key);
      }
    }

    @Override
    public List<ParkedKey> all() {
      synchronized (parked) {
        return List.copyOf(parked.values());
      }
    }

    @Override
    public List<ParkedKey> list(@Nullable ObjectKey after, int most) {
      return all().stream()
          .filter(key -> after == null || key.key().compareTo(after) > 0)
          .limit(most)
          .toList();
    }

    @Override
    public long count() {
      synchronized (parked) {
        return parked.size();
      }
    }
  }
}
