package dev.longhaul.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;

/// Changes one bucket the way applications do, on keys that no other writer touches: it creates,
/// overwrites, deletes, creates again, tags and uploads in parts, and tells of every change.
final class LiveWriter {
  private static final int MOST_KEYS = 120;
  private static final int MOST_GONE = 40;
  private static final int SMALLEST = 1 << 10;
  private static final int LARGEST = 20 << 10;

  private final S3Client client;
  private final String bucket;
  private final SampleBucket samples;
  private final EventFeed events;
  private final Totals totals;
  private final PresenceWitness witness;
  private final String prefix;
  private final SplittableRandom random;
  private final List<Sample> present = new ArrayList<>();
  private final List<Sample> gone = new ArrayList<>();
  private int made;

  /// Which of the writers of a source one is.
  ///
  /// @param number tells it from the others; decides its keys
  /// @param seed decides what it does
  record Part(int number, long seed, PresenceWitness witness) {}

  /// How many changes of each kind all writers made.
  record Totals(
      AtomicLong created,
      AtomicLong overwritten,
      AtomicLong deleted,
      AtomicLong tagged,
      AtomicLong uploaded) {
    static Totals none() {
      return new Totals(
          new AtomicLong(), new AtomicLong(), new AtomicLong(), new AtomicLong(), new AtomicLong());
    }

    long all() {
      return created.get() + overwritten.get() + deleted.get() + tagged.get() + uploaded.get();
    }

    String inWords() {
      return "%d created, %d overwritten, %d deleted, %d tagged, %d uploaded in parts"
          .formatted(created.get(), overwritten.get(), deleted.get(), tagged.get(), uploaded.get());
    }
  }

  LiveWriter(S3Client client, String bucket, EventFeed events, Totals totals, Part part) {
    this.client = client;
    this.bucket = bucket;
    this.samples = new SampleBucket(client, bucket);
    this.events = events;
    this.totals = totals;
    this.witness = part.witness();
    this.prefix = "live/" + part.number() + "/";
    this.random = new SplittableRandom(part.seed());
  }

  /// Makes one change and tells of it.
  void change() {
    int chance = random.nextInt(100);
    if (present.isEmpty() || (chance < 35 && present.size() < MOST_KEYS)) {
      create();
    } else if (chance < 65) {
      overwrite();
    } else if (chance < 85) {
      delete();
    } else if (chance < 99) {
      tag();
    } else {
      upload();
    }
  }

  /// Tells of what is still to be told.
  void flush() {
    events.flush();
  }

  private void create() {
    Sample sample = gone.isEmpty() || random.nextBoolean() ? another() : again();
    put(sample);
    present.add(sample);
    totals.created.incrementAndGet();
    events.tell("ObjectCreated:Put", sample.key());
  }

  /// A key with letters that events carry encoded, each kind in its own way (H4).
  private Sample another() {
    String key = prefix + made++ + " ä+b%20.bin";
    return Sample.of(key, random.nextInt(SMALLEST, LARGEST)).withMetadata("made-by", "demo");
  }

  /// A key that was deleted, with as many other bytes.
  private Sample again() {
    Sample before = gone.remove(random.nextInt(gone.size()));
    return before.withSeed(before.seed() + 1);
  }

  private void put(Sample sample) {
    samples.put(sample);
    witness.isThere(sample.key());
  }

  /// Half of them with as many bytes as before, half with other metadata and the same bytes.
  private void overwrite() {
    int index = random.nextInt(present.size());
    Sample before = present.get(index);
    Sample after =
        random.nextBoolean()
            ? before.withSeed(before.seed() + 1)
            : before.withMetadata("revision", Integer.toString(random.nextInt(1_000)));
    put(after);
    present.set(index, after);
    totals.overwritten.incrementAndGet();
    events.tell("ObjectCreated:Put", after.key());
  }

  private void delete() {
    Sample deleted = present.remove(random.nextInt(present.size()));
    witness.goes(deleted.key());
    samples.delete(deleted.key());
    if (gone.size() < MOST_GONE) {
      gone.add(deleted);
    }
    totals.deleted.incrementAndGet();
    events.tell("ObjectRemoved:Delete", deleted.key());
  }

  private void tag() {
    String key = present.get(random.nextInt(present.size())).key();
    Tag tag = Tag.builder().key("state").value("seen-" + random.nextInt(1_000)).build();
    client.putObjectTagging(
        request -> request.bucket(bucket).key(key).tagging(tagging -> tagging.tagSet(tag)));
    totals.tagged.incrementAndGet();
    events.tell("ObjectTagging:Put", key);
  }

  private void upload() {
    String key = prefix + "parts-" + made++;
    Sample sample = Sample.of(key, 1).inParts(Sample.SMALLEST_PART, SMALLEST);
    put(sample);
    present.add(sample);
    totals.uploaded.incrementAndGet();
    events.tell("ObjectCreated:CompleteMultipartUpload", key);
  }
}
