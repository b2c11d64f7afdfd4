package dev.longhaul.ledger;

import dev.longhaul.hint.Hint;
import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one route remembers. Thread-safe. What a method recorded survives a crash of the process
/// once the method returned, unless its comment says otherwise; nothing is ever half-recorded.
///
/// Throws `LedgerException` when it cannot record or read; the caller stops, nothing is lost.
public interface Ledger extends AutoCloseable {
  Receipts receipts();

  Uploads uploads();

  Parked parked();

  Hints hints();

  Held held();

  Facts facts();

  Marks marks();

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

    /// Whether all are closed. Cheap as long as none was intended: asked of every key that became
    /// equal.
    default boolean isEmpty() {
      return open().isEmpty();
    }
  }

  /// Parked keys, by source key.
  interface Parked {
    /// Replaces the one of the same key.
    void park(ParkedKey parked);

    /// Idempotent.
    void release(ObjectKey key);

    /// In key order.
    List<ParkedKey> all();

    /// In key order from this key on (exclusive), `null` for the first.
    List<ParkedKey> list(@Nullable ObjectKey after, int most);

    long count();

    /// Whether no key is parked. Cheap as long as none was: asked of every key that became equal.
    default boolean isEmpty() {
      return count() == 0;
    }
  }

  /// Hints that wait, one per source key. Only `run` has any.
  interface Hints {
    /// Adds hints; durable when it returns, all or none. A key that waits already, or is held,
    /// stays one row: it is due at this time unless it is due before, keeps the time of its oldest
    /// unproved event, and gets a new generation, so that work begun before does not settle it.
    ///
    /// Of a key whose deletion waits, everything before was worked off: the lag counts from the new
    /// hint. An event that is younger than its absence may have created it again, so the absence is
    /// forgotten; the same event a second time, or a scan, changes nothing about it.
    void add(List<Hint> hints, Instant due);

    /// Those due at this time, the longest due first, at most so many; those being worked on are
    /// among them. What was settled, postponed or held before is seen as such, also where that is
    /// lazy.
    List<PendingHint> due(Instant now, int most);

    /// The key was made equal: the hint goes, unless a newer one came meanwhile. May be lazy: a
    /// crash repeats the work.
    void settle(PendingHint hint);

    /// The hint is due at another time, with as many tries and absent since as it says here, unless
    /// a newer one came meanwhile. May be lazy.
    void postpone(PendingHint hint, Instant due);

    /// The hint waits for a person's word, because it would delete (H61). It gets a generation
    /// beyond all others. May be lazy.
    void hold(PendingHint hint);

    /// How many wait, and since when. Cheap: may be asked often.
    Backlog backlog();

    /// How many wait, held ones not among them, whose oldest unproved event was before this time;
    /// only those that an event was the latest cause of. Cheap: may be asked often; may be up to a
    /// minute old.
    long overdue(Instant before);

    /// When the next hint that is not due yet will be; empty when none waits for a time.
    Optional<Instant> nextDue(Instant now);
  }

  /// Hints held back because they would delete and the circuit breaker is open (H61).
  interface Held {
    /// The number of the one that was held last; 0 when none is. Each is held with a higher number
    /// than those before it.
    long last();

    /// Makes those held with a number up to this one due at this time, as hints of a person's
    /// release, and says how many they were. Durable.
    long release(long upTo, Instant due);

    /// In key order from this key on (exclusive), `null` for the first.
    List<ObjectKey> list(@Nullable ObjectKey after, int most);

    /// The hint of this key, whatever it waits for: work, its time, or a person.
    Optional<PendingHint> find(ObjectKey key);
  }

  /// How much waits.
  ///
  /// @param pending keys that wait for work, neither held nor waiting for their deletion
  /// @param held keys that wait for a person
  /// @param waiting keys that the source does not have any more and that are deleted once they have
  ///   been absent long enough
  /// @param oldest the time of the oldest unproved event, `null` when nothing waits; may be up to a
  ///   minute older than true
  record Backlog(long pending, long held, long waiting, @Nullable Instant oldest) {}

  /// How far audits came that are not over, by name (decision 13). What is recorded may be lazy,
  /// but is on disk in the order in which it was recorded.
  interface Marks {
    Optional<AuditMark> find(String audit);

    /// Replaces the one of the same audit, with all its ranges or not at all.
    void record(AuditMark mark);

    /// The audit saw that only the destination's listing shows this key of the source.
    void absent(String audit, ObjectKey key);

    /// Such keys in key order from this key on (exclusive), `null` for the first.
    List<ObjectKey> absent(String audit, @Nullable ObjectKey after, int most);

    /// The audit is over: forgets its mark and its keys.
    void forget(String audit);
  }

  /// Small facts by name that outlive the process: how the last audit ended, counters, marks.
  interface Facts {
    Optional<String> find(String name);

    /// Replaces the one of the same name. May be lazy.
    void record(String name, String value);

    /// Replaces the one of the same name; on disk when it returns. Of two that are kept at once
    /// either may stay.
    void keep(String name, String value);
  }
}
