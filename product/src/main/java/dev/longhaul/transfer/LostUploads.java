package dev.longhaul.transfer;

import dev.longhaul.effect.Clock;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.UploadRecord;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.OpenUpload;
import dev.longhaul.store.UploadId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Finds uploads that were opened by us, but whose name we never learned, because the answer was
/// lost or the process died before it was written down (decision 5).
///
/// Such an upload lies on exactly the key of an intent, was begun at its time, and by the same
/// initiator as an upload that we know to be ours, the witness. Everything else is foreign and
/// never touched (H40); on a store that names no initiators that is everything.
final class LostUploads {
  /// How far our clock and the store's may be apart, and how long a request may have lasted.
  private static final Duration SLACK = Duration.ofMinutes(20);

  /// How many uploads of others are remembered.
  private static final int MOST_FOREIGN = 10_000;

  private final MultipartUploads uploads;
  private final Ledger.Uploads ledger;
  private final Clock clock;

  /// What a witness showed to be foreign, so that no other witness is opened for it.
  private final Set<UploadId> foreign = ConcurrentHashMap.newKeySet();

  LostUploads(MultipartUploads uploads, Means means) {
    this.uploads = uploads;
    this.ledger = means.uploads();
    this.clock = means.clock();
  }

  /// Whether any open upload may be what these intents on one key left behind.
  boolean mayBeOpen(List<UploadRecord> lost) {
    ObjectKey key = lost.getFirst().key();
    return isAnyOpen(key, upload -> isOf(lost, upload));
  }

  /// Whether any open upload of the key may be one that `abortSince` aborts.
  boolean mayBeOpenSince(ObjectKey key, Instant begun) {
    return isAnyOpen(key, upload -> isSince(begun, upload));
  }

  private boolean isAnyOpen(ObjectKey key, Predicate<OpenUpload> isLeft) {
    List<OpenUpload> open = uploads.open(key);
    if (open.isEmpty()) {
      return false;
    }
    Set<UploadId> known = known(key);
    return open.stream()
        .filter(upload -> !known.contains(upload.id()) && !foreign.contains(upload.id()))
        .anyMatch(isLeft);
  }

  /// Aborts what these intents left behind, and forgets those that can leave nothing more behind.
  ///
  /// @param lost intents on one key without a name
  /// @param witness an open upload of ours on the same key
  void settle(List<UploadRecord> lost, UploadId witness) {
    if (lost.isEmpty()) {
      return;
    }
    Instant asked = clock.now();
    abort(lost.getFirst().key(), witness, upload -> isOf(lost, upload));
    forget(lost, asked);
  }

  /// Aborts what others left behind who are us to the store and began at this time or later.
  ///
  /// @param witness as for `settle`
  void abortSince(ObjectKey key, Instant begun, UploadId witness) {
    abort(key, witness, upload -> isSince(begun, upload));
  }

  private static boolean isSince(Instant begun, OpenUpload upload) {
    return !upload.initiated().isBefore(begun.minus(SLACK));
  }

  private void abort(ObjectKey key, UploadId witness, Predicate<OpenUpload> isLeft) {
    List<OpenUpload> open = uploads.open(key);
    Set<UploadId> known = known(key);
    known.add(witness);
    for (OpenUpload upload : open) {
      if (!known.contains(upload.id()) && isLeft.test(upload)) {
        if (isOurs(upload, open, witness)) {
          uploads.abort(key, upload.id());
        } else {
          remember(upload, open, witness);
        }
      }
    }
  }

  /// A witness that is not listed yet shows nothing.
  private void remember(OpenUpload other, List<OpenUpload> open, UploadId witness) {
    boolean shown = open.stream().anyMatch(upload -> upload.id().equals(witness));
    if (shown && foreign.size() < MOST_FOREIGN) {
      foreign.add(other.id());
    }
  }

  /// Forgets intents without a name; but not those whose request may be on its way still: a store
  /// may carry it out long after we gave it up.
  ///
  /// @param asked when the store was asked for open uploads: what was late then is not in its
  ///   answer, however long whoever asked stood still since
  void forget(List<UploadRecord> lost, Instant asked) {
    for (UploadRecord record : lost) {
      if (!asked.isBefore(record.begun().plus(SLACK))) {
        ledger.closed(record.intent());
      }
    }
  }

  private Set<UploadId> known(ObjectKey key) {
    Set<UploadId> known = new HashSet<>();
    for (UploadRecord record : ledger.open(key)) {
      UploadId id = record.id();
      if (id != null) {
        known.add(id);
      }
    }
    return known;
  }

  private static boolean isOurs(OpenUpload upload, List<OpenUpload> open, UploadId witness) {
    return !upload.initiator().isEmpty()
        && open.stream()
            .filter(other -> other.id().equals(witness))
            .anyMatch(ours -> ours.initiator().equals(upload.initiator()));
  }

  private static boolean isOf(List<UploadRecord> lost, OpenUpload upload) {
    return lost.stream().anyMatch(record -> isNear(record.begun(), upload.initiated()));
  }

  private static boolean isNear(Instant begun, Instant initiated) {
    return Duration.between(begun, initiated).abs().compareTo(SLACK) <= 0;
  }
}
