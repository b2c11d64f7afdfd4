package dev.longhaul.s3copy.part;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.ledger.UploadRecord;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.JobId;
import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.s3copy.part.UploadNotes.Note;
import dev.longhaul.store.UploadId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// What the engine writes down of its uploads, in the tables that all functions share: so whoever
/// gets a job next goes on with the upload that is there. Thread-safe; one for a process.
public final class UploadBook {
  /// A race for one note is lost or won at once; more rounds mean that others race on.
  private static final int ROUNDS = 8;

  private final PartTables tables;

  /// Uploads that ended here as far as the engine is concerned, by destination.
  private final Map<Place, List<String>> ended = new ConcurrentHashMap<>();

  private record Place(String bucket, ObjectKey key) {}

  public UploadBook(PartTables tables) {
    this.tables = tables;
  }

  /// The uploads to one bucket.
  public Ledger.Uploads of(String destinationBucket) {
    return new Uploads(destinationBucket);
  }

  /// The job's key was proved equal: the uploads that ended here made it so.
  void settled(CopyJob job) {
    List<String> uploads = ended.remove(new Place(job.destinationBucket(), job.key()));
    if (uploads != null) {
      uploads.forEach(upload -> tables.uploads().end(upload, UploadRow.Standing.DONE));
    }
  }

  /// Each key has one note with all its uploads, which is written in place of the one seen.
  private final class Uploads implements Ledger.Uploads {
    private final String bucket;

    /// Those that this process saw and that it did not close.
    private final Map<String, UploadRecord> seen = new ConcurrentHashMap<>();

    Uploads(String bucket) {
      this.bucket = bucket;
    }

    private String name(ObjectKey key) {
      return "key-" + JobId.of(bucket, key, "uploads");
    }

    private void change(ObjectKey key, UnaryOperator<List<UploadRecord>> change) {
      for (int round = 0; round < ROUNDS; round++) {
        Optional<Note> note = tables.notes().find(name(key));
        List<UploadRecord> before = note.map(UploadText::read).orElse(List.of());
        List<UploadRecord> after = change.apply(before);
        if (after.equals(before)
            || tables.notes().write(name(key), note.orElse(null), UploadText.write(after))) {
          return;
        }
      }
      throw new TablesUnavailable("too many write about uploads of the key " + key, null);
    }

    private static List<UploadRecord> with(List<UploadRecord> records, UploadRecord record) {
      List<UploadRecord> all = without(records, record.intent());
      all.add(record);
      all.sort(Comparator.comparing(UploadRecord::begun));
      return all;
    }

    private static List<UploadRecord> without(List<UploadRecord> records, String intent) {
      List<UploadRecord> all = new ArrayList<>(records);
      all.removeIf(record -> record.intent().equals(intent));
      return all;
    }

    @Override
    public void intend(UploadRecord upload) {
      change(upload.key(), records -> with(records, upload));
      seen.put(upload.intent(), upload);
    }

    @Override
    public void opened(String intent, UploadId id) {
      UploadRecord before = known(intent);
      UploadRecord named =
          new UploadRecord(
              intent,
              before.key(),
              before.source(),
              before.partSize(),
              before.attributes(),
              before.begun(),
              id);
      change(named.key(), records -> with(records, named));
      seen.put(intent, named);
    }

    private UploadRecord known(String intent) {
      UploadRecord record = seen.get(intent);
      if (record == null) {
        throw new IllegalArgumentException("no upload was intended as " + intent);
      }
      return record;
    }

    @Override
    public void part(String intent, PartRecord part) {
      UploadId id = known(intent).id();
      if (id != null) {
        tables.parts().carried(id.value(), part);
      }
    }

    @Override
    public List<PartRecord> parts(String intent) {
      UploadRecord record = seen.get(intent);
      UploadId id = record == null ? null : record.id();
      return id == null ? List.of() : carried(id.value());
    }

    private List<PartRecord> carried(String upload) {
      List<PartRecord> carried = new ArrayList<>();
      for (PartRow row : tables.parts().readable(upload)) {
        PartRecord record = row.record();
        if (row.carried() && record != null) {
          carried.add(record);
        }
      }
      return carried;
    }

    @Override
    public void closed(String intent) {
      UploadRecord record = seen.remove(intent);
      if (record == null) {
        return;
      }
      change(record.key(), records -> without(records, intent));
      UploadId id = record.id();
      if (id != null) {
        // In this order: Monitor looks after the rows of uploads that are open still.
        tables.parts().forgetAll(id.value());
        tables.uploads().end(id.value(), UploadRow.Standing.DROPPED);
        ended
            .computeIfAbsent(new Place(bucket, record.key()), _ -> new ArrayList<>())
            .add(id.value());
      }
    }

    /// Only those that this process knows of: what others opened is theirs to end, or found by its
    /// key when the job comes again.
    @Override
    public List<UploadRecord> open() {
      return seen.values().stream().sorted(Comparator.comparing(UploadRecord::begun)).toList();
    }

    @Override
    public List<UploadRecord> open(ObjectKey key) {
      List<UploadRecord> records =
          tables.notes().find(name(key)).map(UploadText::read).orElse(List.of());
      records.forEach(record -> seen.put(record.intent(), record));
      return records;
    }

    /// Others may have opened any: each key is asked for.
    @Override
    public boolean isEmpty() {
      return false;
    }
  }
}
