package dev.longhaul.transfer;

import dev.longhaul.ledger.PartRecord;
import dev.longhaul.ledger.UploadRecord;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Failure;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.transfer.PartHashing.PartHash;
import dev.longhaul.transfer.PartHashing.PartVerdict;
import dev.longhaul.transfer.PartLayout.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Opens, resumes and abandons uploads so that none of ours is ever forgotten: the intent is
/// written down before the store is asked, the store's name for it after (decision 5, H39, H40).
final class UploadJournal {
  /// Parts in flight may survive an abort, so it is repeated until none is listed (H40).
  private static final int MAX_ABORTS = 5;

  private static final Duration BETWEEN_ABORTS = Duration.ofSeconds(1);

  private final MultipartUploads uploads;
  private final Means means;
  private final LostUploads lostUploads;

  UploadJournal(MultipartUploads uploads, Means means) {
    this.uploads = uploads;
    this.means = means;
    this.lostUploads = new LostUploads(uploads, means);
  }

  /// What an upload is for.
  record Purpose(ObjectKey key, Incarnation source, UploadPlan plan, ObjectAttributes attributes) {}

  /// An upload of ours that is open.
  ///
  /// @param kept the parts that need not be sent again, by number
  record Opened(String intent, ObjectKey key, UploadId id, List<SentPart> kept) {}

  /// Goes on with an upload that was begun for the very same purpose, or opens a new one; gets rid
  /// of all others of ours on this key.
  Opened open(Purpose purpose) {
    Opened resumed = null;
    List<UploadRecord> lost = new ArrayList<>();
    for (UploadRecord record : means.uploads().open(purpose.key())) {
      UploadId id = record.id();
      if (id == null) {
        lost.add(record);
      } else if (resumed == null && serves(record, purpose)) {
        resumed = resume(record.intent(), id, purpose);
      } else {
        drop(record.intent(), record.key(), id);
      }
    }
    Opened opened = resumed == null ? begin(purpose) : resumed;
    lostUploads.settle(lost, opened.id());
    return opened;
  }

  /// Whether an upload that was begun for the very same purpose is open.
  boolean hasBegun(Purpose purpose) {
    return means.uploads().open(purpose.key()).stream()
        .anyMatch(record -> record.id() != null && serves(record, purpose));
  }

  private static boolean serves(UploadRecord record, Purpose purpose) {
    return record.source().equals(purpose.source())
        && record.partSize() == purpose.plan().layout().partSize()
        && record.attributes().equals(fingerprint(purpose));
  }

  private static String fingerprint(Purpose purpose) {
    return UploadFingerprint.of(purpose.attributes(), purpose.plan());
  }

  /// The parts that the store still lists as we wrote them down; `null` when it lists none, which
  /// may mean that the upload is no longer open. Also when it answers nothing that makes sense, as
  /// one of the embedded servers does after a kill: the bytes are sent again then rather than
  /// never, provided that the store opens another upload, and this one stays written down for the
  /// sweeps.
  private @Nullable Opened resume(String intent, UploadId id, Purpose purpose) {
    Map<Integer, PartRecord> records = new LinkedHashMap<>();
    means.uploads().parts(intent).forEach(record -> records.put(record.number(), record));
    List<UploadedPart> listed;
    try {
      listed = uploads.parts(purpose.key(), id);
    } catch (StoreException unlisted) {
      if (unlisted.failure() instanceof Failure.Transient) {
        return null;
      }
      throw unlisted;
    }
    if (listed.isEmpty()) {
      drop(intent, purpose.key(), id);
      return null;
    }
    List<SentPart> kept = new ArrayList<>();
    for (UploadedPart part : listed) {
      PartRecord record = records.get(part.number());
      if (record != null && fits(part, record, purpose.plan())) {
        PartHash hash = new PartHash(record.crc32c(), null);
        PartVerdict verdict = purpose.plan().hashing().judge(hash, part.etag(), part.checksum());
        // With MD5, a part was written down only after its ETag had proved it.
        boolean proved = verdict == PartVerdict.PROVED || purpose.plan().hashing().withMd5();
        if (verdict != PartVerdict.OTHER_BYTES) {
          kept.add(new SentPart(named(part, hash, purpose.plan()), record.crc32c(), proved));
        }
      }
    }
    return new Opened(intent, purpose.key(), id, kept);
  }

  /// With the checksum that it was sent with: some stores list none, and want each named at the end
  /// of an upload that announced one.
  private static UploadedPart named(UploadedPart part, PartHash hash, UploadPlan plan) {
    return part.checksum() == null && plan.isAnnounced()
        ? new UploadedPart(part.number(), part.size(), part.etag(), hash.crc())
        : part;
  }

  private static boolean fits(UploadedPart part, PartRecord record, UploadPlan plan) {
    return part.number() <= plan.layout().count()
        && part.size() == plan.layout().length(part.number())
        && part.size() == record.size()
        && part.etag().equals(record.etag());
  }

  /// Opens an upload for nothing but to see under which name the store knows us.
  Opened openWitness(ObjectKey key, Incarnation source) {
    UploadPlan nothing = UploadPlan.unproved(Parts.uniform(1, 1, false));
    ObjectAttributes none = ObjectAttributes.of(Metadata.NONE, Tags.NONE);
    return begin(new Purpose(key, source, nothing, none));
  }

  private Opened begin(Purpose purpose) {
    String intent = means.randomness().token();
    UploadPlan plan = purpose.plan();
    means
        .uploads()
        .intend(
            new UploadRecord(
                intent,
                purpose.key(),
                purpose.source(),
                plan.layout().partSize(),
                fingerprint(purpose),
                means.clock().now(),
                null));
    UploadId id = create(intent, purpose);
    means.uploads().opened(intent, id);
    return new Opened(intent, purpose.key(), id, List.of());
  }

  private UploadId create(String intent, Purpose purpose) {
    try {
      return uploads.create(
          purpose.key(), purpose.attributes(), purpose.plan().hashing().announced());
    } catch (StoreException failed) {
      boolean surelyNone =
          switch (failed.failure()) {
            case Failure.Refused _, Failure.WrongCredentials _ -> true;
            case Failure.Throttled _, Failure.Transient _ -> false;
          };
      if (surelyNone) {
        means.uploads().closed(intent);
      }
      throw failed;
    }
  }

  /// Writes down a part that the store confirmed.
  void sent(Opened upload, SentPart part) {
    means.uploads().part(upload.intent(), part.record());
  }

  /// The upload became an object.
  void completed(Opened upload) {
    means.uploads().closed(upload.intent());
  }

  /// Abandons what is of no use to a copy. The copy goes on where the store does not let go of it,
  /// which some never do: it stays written down, and later copies and sweeps try again.
  private void drop(String intent, ObjectKey key, UploadId id) {
    try {
      abandon(intent, key, id);
    } catch (StoreException stillOpen) {
      // Written down, as said above.
      return;
    }
  }

  void abandon(Opened upload) {
    abandon(upload.intent(), upload.key(), upload.id());
  }

  /// Aborts until nothing is left, then forgets. When the store does not answer, the upload stays
  /// written down, and the next sweep or the next copy of the key aborts it.
  void abandon(String intent, ObjectKey key, UploadId id) {
    for (int abort = 1; abort <= MAX_ABORTS; abort++) {
      uploads.abort(key, id);
      if (uploads.parts(key, id).isEmpty()) {
        means.uploads().closed(intent);
        return;
      }
      means.clock().sleep(BETWEEN_ABORTS);
    }
    throw new StoreException(
        new Failure.Transient(
            "upload %s of key %s still has parts after %d aborts; a later run aborts it again"
                .formatted(id, key, MAX_ABORTS)));
  }
}
