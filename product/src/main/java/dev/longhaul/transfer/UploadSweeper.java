package dev.longhaul.transfer;

import static java.util.stream.Collectors.toSet;

import dev.longhaul.ledger.UploadRecord;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.OpenUpload;
import dev.longhaul.store.UploadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Leaves no upload of ours behind, and touches no other (H40). Runs while no transfer of the same
/// ledger does.
public final class UploadSweeper {
  private final MultipartUploads uploads;
  private final UploadJournal journal;
  private final LostUploads lostUploads;
  private final Means means;

  public UploadSweeper(TransferEnd destination, Means means) {
    this.uploads = destination.store().uploads();
    this.journal = new UploadJournal(uploads, means);
    this.lostUploads = new LostUploads(uploads, means);
    this.means = means;
  }

  /// At the start: finds and aborts uploads whose name was never written down. Those with a name
  /// are left for the copies that will go on with them. Returns how many are left.
  ///
  /// @param touches takes each destination key before anything on it is aborted: there are stores
  ///   where an abort takes the object along
  public int findLost(Consumer<ObjectKey> touches) {
    lost().forEach((key, lost) -> settle(key, lost, touches));
    return means.uploads().open().size();
  }

  /// At the end: aborts every upload of ours but those to keep, such as those of keys that are to
  /// be tried again. Returns how many were aborted.
  public int abortAll(Predicate<UploadRecord> kept) {
    findLost(_ -> {});
    int aborted = 0;
    for (UploadRecord record : means.uploads().open()) {
      UploadId id = record.id();
      if (id != null && !kept.test(record)) {
        journal.abandon(record.intent(), record.key(), id);
        aborted++;
      }
    }
    return aborted;
  }

  /// Drops an upload of this key that is of no use, whoever opened it and wrote it down or not.
  public void drop(ObjectKey key, UploadId id) {
    journal.abandon(means.randomness().token(), key, id);
  }

  /// Drops what somebody left open on this key since then, as who we are, and wrote nothing down;
  /// what the ledger knows of is left alone. Nothing is carried to the key meanwhile. Returns
  /// whether any was open.
  public boolean sweep(ObjectKey key, Instant begun) {
    if (!lostUploads.mayBeOpenSince(key, begun)) {
      return false;
    }
    UploadJournal.Opened witness =
        journal.openWitness(key, new Incarnation(new ETag("-"), 0, begun, null));
    lostUploads.abortSince(key, begun, witness.id());
    journal.abandon(witness);
    return true;
  }

  /// Aborts every upload of ours that is open on one key, to which nothing is carried meanwhile.
  /// Returns whether there was one.
  boolean abort(ObjectKey key) {
    List<UploadRecord> ours = means.uploads().open(key);
    if (ours.isEmpty()) {
      return false;
    }
    Instant asked = means.clock().now();
    Set<UploadId> open = uploads.open(key).stream().map(OpenUpload::id).collect(toSet());
    List<UploadRecord> lost = new ArrayList<>();
    boolean aborted = false;
    for (UploadRecord record : ours) {
      UploadId id = record.id();
      if (id == null) {
        lost.add(record);
      } else if (open.contains(id)) {
        journal.abandon(record.intent(), key, id);
        aborted = true;
      } else {
        // Gone; or so new that the store does not list it yet.
        lostUploads.forget(List.of(record), asked);
      }
    }
    if (!lost.isEmpty()) {
      aborted |= settle(key, lost, _ -> {});
    }
    return aborted;
  }

  private Map<ObjectKey, List<UploadRecord>> lost() {
    Map<ObjectKey, List<UploadRecord>> lost = new LinkedHashMap<>();
    for (UploadRecord record : means.uploads().open()) {
      if (record.id() == null) {
        lost.computeIfAbsent(record.key(), _ -> new ArrayList<>()).add(record);
      }
    }
    return lost;
  }

  /// Who we are to the store shows an upload that is opened for nothing else and dropped at once.
  /// Without any upload that may be ours there is nothing to find. Returns whether there was one.
  private boolean settle(ObjectKey key, List<UploadRecord> lost, Consumer<ObjectKey> touches) {
    Instant asked = means.clock().now();
    if (!lostUploads.mayBeOpen(lost)) {
      lostUploads.forget(lost, asked);
      return false;
    }
    touches.accept(key);
    UploadJournal.Opened witness = journal.openWitness(key, lost.getFirst().source());
    lostUploads.settle(lost, witness.id());
    journal.abandon(witness);
    return true;
  }
}
