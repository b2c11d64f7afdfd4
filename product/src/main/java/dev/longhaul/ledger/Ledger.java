package dev.longhaul.ledger;

import dev.longhaul.object.ObjectKey;
import java.util.List;
import java.util.Optional;

/// What one route remembers. Thread-safe. What a method recorded survives a crash of the process
/// once the method returned, unless its comment says otherwise; nothing is ever half-recorded.
///
/// Throws `LedgerException` when it cannot record or read; the caller stops, nothing is lost.
public interface Ledger extends AutoCloseable {
  Receipts receipts();

  Uploads uploads();

  Parked parked();

  /// Records what is still on its way, then lets go of the file. Idempotent.
  @Override
  void close();

  /// Receipts by source key. Recording may be lazy: a crash may lose the newest, which costs
  /// requests only.
  interface Receipts {
    Optional<Receipt> find(ObjectKey key);

    /// Replaces the one of the same key.
    void record(Receipt receipt);

    /// Idempotent.
    void forget(ObjectKey key);
  }

  /// Our multipart uploads, by destination key. Every method is durable when it returns, but
  /// `part`, which may be lazy.
  interface Uploads {
    /// Writes down that an upload is about to be opened; its id is not known yet.
    void intend(UploadRecord upload);

    /// The store named the upload.
    void opened(String intent, dev.longhaul.store.UploadId id);

    void part(String intent, PartRecord part);

    List<PartRecord> parts(String intent);

    /// The upload was completed or aborted, or never opened: forgets it and its parts.
    void closed(String intent);

    /// All that are not closed, oldest first.
    List<UploadRecord> open();

    /// Those of one destination key that are not closed, oldest first.
    List<UploadRecord> open(ObjectKey key);
  }

  /// Parked keys, by source key.
  interface Parked {
    /// Replaces the one of the same key.
    void park(ParkedKey parked);

    /// Idempotent.
    void release(ObjectKey key);

    /// In key order.
    List<ParkedKey> all();

    /// Whether no key is parked.
    default boolean isEmpty() {
      return all().isEmpty();
    }
  }
}
