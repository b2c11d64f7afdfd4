package dev.longhaul.s3copy.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.object.ByteRange;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.JobScans;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.part.UploadNotes.Note;
import dev.longhaul.s3copy.part.UploadRow.Errand;
import dev.longhaul.s3copy.part.UploadRow.Standing;
import dev.longhaul.transfer.PartHashing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the tables of large objects keep to, whoever holds them and whichever programs write to
/// them.
public abstract class PartTablesContract {
  private static final Duration LEASE = Duration.ofSeconds(90);

  protected final ManualClock clock = new ManualClock();
  private PartTables tables = new PartTablesInMemory(clock).tables();

  /// Empty tables that go by the clock.
  protected abstract PartTables open();

  /// Writes a row as the original's programs do, with these attributes and no more.
  ///
  /// @param attributes texts, whole numbers, and instants for numbers of seconds
  protected abstract void original(String table, Map<String, Object> attributes);

  /// The attributes of every row, numbers as text.
  protected abstract List<Map<String, String>> stored(String table);

  @BeforeEach
  void openTables() {
    tables = open();
  }

  private static PartJob part(String upload, int number) {
    return new PartJob(
        "source",
        ObjectKey.of("key"),
        "destination",
        upload,
        number,
        new ByteRange((number - 1) * 5L, 5),
        null);
  }

  private static UploadRow upload(String name, long number) {
    return new UploadRow(
        name,
        "source",
        ObjectKey.of("key"),
        "destination",
        3,
        Standing.OPEN,
        0,
        new Errand(
            "intent",
            "job",
            number,
            new Incarnation(new ETag("abc"), 14, Instant.parse("2026-01-01T00:00:00.5Z"), "v1"),
            new PartHashing(ChecksumAlgorithm.CRC32C, false, true)));
  }

  private static PartRecord record(int number) {
    return new PartRecord(number, 5, new ETag("etag-" + number), -number);
  }

  private static final class Seen<R> implements JobScans.Visitor<R> {
    private final List<R> rows = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    @Override
    public void row(R row) {
      rows.add(row);
    }

    @Override
    public void unreadable(String id, String why) {
      unreadable.add(id);
    }
  }

  private Seen<PartRow> parts(String upload) {
    Seen<PartRow> seen = new Seen<>();
    tables.parts().each(upload, seen);
    return seen;
  }

  private Seen<PartRow> openParts() {
    Seen<PartRow> seen = new Seen<>();
    tables.parts().eachOpen(seen);
    return seen;
  }

  private Seen<UploadRow> openUploads() {
    Seen<UploadRow> seen = new Seen<>();
    tables.uploads().eachOpen(seen);
    return seen;
  }

  private PartTaking.Taken taken(PartJob part) {
    PartTaking taking = tables.parts().take(part, LEASE);
    assertThat(taking).isInstanceOf(PartTaking.Taken.class);
    return (PartTaking.Taken) taking;
  }

  private Map<String, Object> originalUpload(String name) {
    return Map.of(
        "uploadid", name,
        "source_bucket", "source",
        "destination_bucket", "destination",
        "key", "key",
        "part_qty", 3,
        "part_count", 0,
        "complete", "N");
  }

  private Map<String, Object> originalPart(String upload, int number, Instant started) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("uploadid", upload);
    row.put("part", number);
    row.put("range", "0-5242879");
    row.put("source_bucket", "source");
    row.put("source_key", "key");
    row.put("destination_bucket", "destination");
    row.put("start_time", started);
    row.put("part_complete", "N");
    return row;
  }

  @Test
  void aPartIsWrittenDownWithTheOriginalsAttributes() {
    PartTaking.Taken lease = taken(part("u", 2));
    assertThat(stored(PartTables.PARTS))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("uploadid", "u")
                .containsEntry("part", "2")
                .containsEntry("range", "5-9")
                .containsEntry("source_bucket", "source")
                .containsEntry("source_key", "key")
                .containsEntry("destination_bucket", "destination")
                .containsEntry("part_complete", "N")
                .containsKeys("start_time", "lease_until")
                .doesNotContainKeys("etag", "finish_time"));
    assertThat(tables.parts().carried("u", record(2))).isTrue();
    assertThat(stored(PartTables.PARTS))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("part_complete", "Y")
                .containsEntry("etag", "etag-2")
                .containsKey("finish_time"));
    assertThat(parts("u").rows)
        .singleElement()
        .satisfies(row -> {
          assertThat(row.carried()).isTrue();
          assertThat(row.record()).isEqualTo(record(2));
          assertThat(row.job()).isEqualTo(lease.part());
        });
  }

  @Test
  void aPartIsOneCarriersUntilItsLeaseRunsOut() {
    PartTaking.Taken first = taken(part("u", 1));
    assertThat(tables.parts().take(part("u", 1), LEASE))
        .isEqualTo(new PartTaking.Busy(clock.now().plus(LEASE)));
    clock.advance(LEASE.minusSeconds(1));
    assertThat(tables.parts().renew(first, LEASE)).isTrue();
    clock.advance(LEASE.minusSeconds(1));
    assertThat(tables.parts().take(part("u", 1), LEASE)).isInstanceOf(PartTaking.Busy.class);
    clock.advance(Duration.ofSeconds(1));
    PartTaking.Taken second = taken(part("u", 1));
    assertThat(second.number()).isEqualTo(first.number() + 1);
    assertThat(tables.parts().renew(first, LEASE)).isFalse();
    tables.parts().release(first, "it is not mine");
    assertThat(tables.parts().take(part("u", 1), LEASE)).isInstanceOf(PartTaking.Busy.class);
    tables.parts().release(second, "no answer");
    taken(part("u", 1));
  }

  @Test
  void onlyTheFirstToCarryAPartIsToldSo() {
    taken(part("u", 1));
    assertThat(tables.parts().carried("u", record(1))).isTrue();
    assertThat(tables.parts().carried("u", record(1))).isFalse();
    assertThat(tables.parts().take(part("u", 1), LEASE)).isInstanceOf(PartTaking.Carried.class);
    assertThat(tables.parts().carried("u", record(2))).as("there is no row").isFalse();
    assertThat(parts("u").rows).hasSize(1);
  }

  /// Pages hold a few rows, and parts come by number (defect 14 of the original).
  @Test
  void everyPartIsReadHoweverManyThereAre() {
    for (int number = 12; number >= 1; number--) {
      taken(part("u", number));
      taken(part("v", number));
    }
    assertThat(parts("u").rows)
        .extracting(row -> row.job().number())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(openParts().rows).hasSize(24);
    tables.parts().carried("u", record(5));
    assertThat(openParts().rows).hasSize(23);
    tables.parts().forgetAll("u");
    assertThat(parts("u").rows).isEmpty();
    assertThat(parts("v").rows).hasSize(12);
  }

  @Test
  void aRowThatChangedIsNotForgotten() {
    PartTaking.Taken lease = taken(part("u", 1));
    PartRow seen = parts("u").rows.getFirst();
    clock.advance(LEASE);
    taken(part("u", 1));
    tables.parts().forget(seen);
    assertThat(parts("u").rows).hasSize(1);
    tables.parts().forget(parts("u").rows.getFirst());
    assertThat(parts("u").rows).isEmpty();
    assertThat(tables.parts().renew(lease, LEASE)).isFalse();
  }

  @Test
  void partsOfTheOriginalsFunctionsAreTakenOverAfterFiveMinutes() {
    original(PartTables.PARTS, originalPart("u", 1, clock.now()));
    assertThat(openParts().rows)
        .singleElement()
        .satisfies(row -> {
          assertThat(row.leaseUntil()).isNull();
          assertThat(row.attempts()).isZero();
          assertThat(row.job().range()).isEqualTo(new ByteRange(0, 5_242_880));
        });
    assertThat(tables.parts().take(part("u", 1), LEASE)).isInstanceOf(PartTaking.Busy.class);
    clock.advance(Duration.ofMinutes(5));
    assertThat(taken(part("u", 1)).number()).isEqualTo(1);
  }

  @Test
  void whatAnUploadIsForIsWrittenDownBesideTheOriginalsAttributes() {
    tables.uploads().hand(upload("u", 1));
    assertThat(stored(PartTables.UPLOADS))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("uploadid", "u")
                .containsEntry("source_bucket", "source")
                .containsEntry("destination_bucket", "destination")
                .containsEntry("key", "key")
                .containsEntry("part_qty", "3")
                .containsEntry("part_count", "0")
                .containsEntry("complete", "N"));
    assertThat(tables.uploads().find("u")).contains(upload("u", 1));
    assertThat(tables.uploads().find("other")).isEmpty();
  }

  @Test
  void theCountStaysWhenAnUploadIsHandedOverAgain() {
    tables.uploads().hand(upload("u", 1));
    assertThat(tables.uploads().count("u")).isEqualTo(1);
    assertThat(tables.uploads().count("u")).isEqualTo(2);
    tables.uploads().hand(upload("u", 2));
    assertThat(tables.uploads().find("u")).contains(upload("u", 2));
    assertThat(tables.uploads().count("u")).isEqualTo(3);
    assertThat(tables.uploads().count("nobody's")).isZero();
    assertThat(tables.uploads().find("nobody's")).isEmpty();
  }

  @Test
  void whatWasDroppedMayTurnOutToBeDoneAndNotTheOtherWayRound() {
    tables.uploads().hand(upload("u", 1));
    tables.uploads().end("u", Standing.DROPPED);
    assertThat(stored(PartTables.UPLOADS).getFirst())
        .containsEntry("complete", "X")
        .containsKey("complete_time");
    tables.uploads().hand(upload("u", 2));
    assertThat(tables.uploads().find("u").orElseThrow().standing()).isEqualTo(Standing.DROPPED);
    tables.uploads().end("u", Standing.DONE);
    tables.uploads().end("u", Standing.DROPPED);
    assertThat(stored(PartTables.UPLOADS).getFirst()).containsEntry("complete", "Y");
    tables.uploads().end("nobody's", Standing.DONE);
    assertThat(stored(PartTables.UPLOADS)).hasSize(1);
    assertThat(openUploads().rows).isEmpty();
  }

  @Test
  void oneOfTwoWhoSawTheSameUploadMaySendItsParts() {
    original(PartTables.UPLOADS, originalUpload("u"));
    UploadRow seen = openUploads().rows.getFirst();
    assertThat(seen.errand()).isNull();
    assertThat(seen.attempts()).isZero();
    assertThat(tables.uploads().claim(seen)).isTrue();
    assertThat(tables.uploads().claim(seen)).isFalse();
    UploadRow again = openUploads().rows.getFirst();
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(tables.uploads().claim(again)).isTrue();
    tables.uploads().park("u", "too often");
    assertThat(stored(PartTables.UPLOADS).getFirst())
        .containsEntry("complete", "X")
        .containsEntry("parked_reason", "too often");
    assertThat(openUploads().rows).isEmpty();
    assertThat(tables.uploads().claim(openOf("u", 2))).isFalse();
  }

  private static UploadRow openOf(String upload, long attempts) {
    UploadRow row = upload(upload, 1);
    return new UploadRow(
        upload,
        row.bucket(),
        row.key(),
        row.destinationBucket(),
        row.parts(),
        Standing.OPEN,
        attempts,
        row.errand());
  }

  @Test
  void everyOpenUploadIsReadHoweverManyThereAre() {
    for (int number = 0; number < 11; number++) {
      tables.uploads().hand(upload("u" + number, 1));
    }
    tables.uploads().end("u3", Standing.DONE);
    assertThat(openUploads().rows).hasSize(10);
  }

  @Test
  void ofTwoWhoWriteANoteAtOnceOneIsToldThatItDidNot() {
    UploadNotes notes = tables.notes();
    assertThat(notes.find("n")).isEmpty();
    assertThat(notes.write("n", null, "one")).isTrue();
    assertThat(notes.write("n", null, "other")).isFalse();
    Note seen = notes.find("n").orElseThrow();
    assertThat(seen.text()).isEqualTo("one");
    assertThat(notes.write("n", seen, "two")).isTrue();
    assertThat(notes.write("n", seen, "three")).isFalse();
    assertThat(notes.write("n", seen, "")).isFalse();
    assertThat(notes.write("n", notes.find("n").orElseThrow(), "")).isTrue();
    assertThat(notes.find("n")).isEmpty();
  }

  /// The original's Monitor takes every row with `complete` for an upload, and so do we.
  @Test
  void aNoteIsNoUpload() {
    tables.notes().write("n", null, "text");
    assertThat(openUploads().rows).isEmpty();
    assertThat(openUploads().unreadable).isEmpty();
  }

  @Test
  @Hazard(52)
  void keysComeBackAsTheyAre() {
    for (ObjectKey key : NastyKeys.all()) {
      PartJob job = new PartJob("source", key, "destination", "u", 1, new ByteRange(0, 1), null);
      taken(job);
      assertThat(parts("u").rows).extracting(row -> row.job().key()).containsExactly(key);
      tables.parts().forgetAll("u");
    }
  }

  @Test
  void whatSaysNotWhatItMustIsNamedAndKeepsNobodyFromTheRest() {
    Map<String, Object> broken = new LinkedHashMap<>(originalPart("u", 1, clock.now()));
    broken.remove("start_time");
    original(PartTables.PARTS, broken);
    taken(part("u", 2));
    assertThat(openParts().unreadable).hasSize(1);
    assertThat(openParts().rows).hasSize(1);
    assertThatThrownBy(() -> tables.parts().take(part("u", 1), LEASE))
        .isInstanceOf(MalformedJob.class)
        .hasMessageContaining("start_time: is missing");
    Map<String, Object> upload = new LinkedHashMap<>(originalUpload("u"));
    upload.remove("part_qty");
    original(PartTables.UPLOADS, upload);
    assertThat(openUploads().unreadable).containsExactly("u");
    assertThatThrownBy(() -> tables.uploads().find("u")).isInstanceOf(MalformedJob.class);
  }
}
