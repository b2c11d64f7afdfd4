package dev.longhaul.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.UploadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every ledger does.
public abstract class LedgerContract {
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07.123456789Z");
  private static final ObjectKey KEY = ObjectKey.of("some/key");

  /// Two keys that text would confuse: bytes that are no UTF-8, and composed against decomposed.
  private static final List<ObjectKey> NASTY =
      List.of(
          ObjectKey.of("\u0001"),
          ObjectKey.of("A"),
          ObjectKey.of("a"),
          ObjectKey.of("a "),
          ObjectKey.of("e\u0301"),
          ObjectKey.of("\u00e9"),
          ObjectKey.of("\uffee"),
          ObjectKey.of("\ud83d\ude00"),
          ObjectKey.ofBytes(new byte[] {(byte) 0xff, 0, (byte) 0xfe}));

  protected Ledger ledger = new InMemoryLedger();

  protected abstract Ledger open();

  @BeforeEach
  void openLedger() {
    ledger = open();
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  /// The ledger as the next process sees it; the same one where there is no next process.
  protected Ledger reopened() {
    ledger.close();
    ledger = open();
    return ledger;
  }

  @Test
  void findsWhatWasRecorded() {
    assertThat(ledger.receipts().find(KEY)).isEmpty();
    Receipt receipt = receipt(KEY, 1);
    ledger.receipts().record(receipt);
    assertThat(ledger.receipts().find(KEY)).contains(receipt);
    ledger.receipts().record(receipt(KEY, 2));
    assertThat(ledger.receipts().find(KEY)).contains(receipt(KEY, 2));
    assertThat(reopened().receipts().find(KEY)).contains(receipt(KEY, 2));
  }

  @Test
  void forgetsReceipts() {
    ledger.receipts().forget(KEY);
    ledger.receipts().record(receipt(KEY, 1));
    ledger.receipts().forget(KEY);
    assertThat(ledger.receipts().find(KEY)).isEmpty();
    assertThat(reopened().receipts().find(KEY)).isEmpty();
  }

  @Test
  @Hazard({55, 56})
  void tellsKeysApartByTheirBytes() {
    for (int index = 0; index < NASTY.size(); index++) {
      ledger.receipts().record(receipt(NASTY.get(index), index));
      ledger.parked().park(parked(NASTY.get(index)));
    }
    Ledger later = reopened();
    for (int index = 0; index < NASTY.size(); index++) {
      assertThat(later.receipts().find(NASTY.get(index)))
          .contains(receipt(NASTY.get(index), index));
    }
    assertThat(later.parked().count()).isEqualTo(later.parked().all().size());
    ObjectKey second = later.parked().all().get(1).key();
    assertThat(later.parked().list(null, 2)).isEqualTo(later.parked().all().subList(0, 2));
    assertThat(later.parked().list(second, 2)).isEqualTo(later.parked().all().subList(2, 4));
    assertThat(later.parked().all().stream().map(ParkedKey::key))
        .containsExactlyElementsOf(NASTY.stream().sorted().toList());
  }

  @Test
  void keepsManyReceipts() {
    for (int number = 0; number < 3_000; number++) {
      ledger.receipts().record(receipt(ObjectKey.of("key-" + number), number));
    }
    Ledger later = reopened();
    for (int number = 0; number < 3_000; number += 37) {
      ObjectKey key = ObjectKey.of("key-" + number);
      assertThat(later.receipts().find(key)).contains(receipt(key, number));
    }
  }

  @Test
  @Hazard(39)
  void remembersAnUploadFromItsIntentToItsEnd() {
    assertThat(ledger.uploads().isEmpty()).isTrue();
    UploadRecord intended = upload("one", KEY, null, THEN);
    ledger.uploads().intend(intended);
    assertThat(ledger.uploads().isEmpty()).isFalse();
    assertThat(ledger.uploads().open()).containsExactly(intended);
    ledger.uploads().opened("one", new UploadId("an id"));
    UploadRecord opened = upload("one", KEY, new UploadId("an id"), THEN);
    assertThat(ledger.uploads().open()).containsExactly(opened);
    assertThat(reopened().uploads().open()).containsExactly(opened);
    ledger.uploads().closed("one");
    ledger.uploads().closed("one");
    assertThat(ledger.uploads().open()).isEmpty();
    assertThat(ledger.uploads().isEmpty()).isTrue();
    assertThat(reopened().uploads().open()).isEmpty();
  }

  @Test
  void listsUploadsOldestFirst() {
    ObjectKey other = ObjectKey.of("other");
    UploadRecord first = upload("z", KEY, null, THEN);
    UploadRecord second = upload("a", other, new UploadId("x"), THEN.plusSeconds(1));
    UploadRecord third = upload("m", KEY, null, THEN.plusSeconds(2));
    List.of(first, second, third).forEach(ledger.uploads()::intend);
    Ledger later = reopened();
    assertThat(later.uploads().open()).containsExactly(first, second, third);
    assertThat(later.uploads().open(KEY)).containsExactly(first, third);
    assertThat(later.uploads().open(ObjectKey.of("none"))).isEmpty();
  }

  @Test
  void keepsTheWholeIncarnation() {
    for (String versionId : new @Nullable String[] {null, "v1"}) {
      UploadRecord record =
          new UploadRecord(
              "intent " + versionId,
              KEY,
              new Incarnation(new ETag("e-3"), Long.MAX_VALUE, THEN, versionId),
              0,
              "attributes",
              THEN,
              null);
      ledger.uploads().intend(record);
      assertThat(reopened().uploads().open()).contains(record);
    }
  }

  @Test
  @Hazard(39)
  void remembersPartsByNumber() {
    ledger.uploads().intend(upload("one", KEY, null, THEN));
    ledger.uploads().intend(upload("two", KEY, null, THEN));
    PartRecord second = new PartRecord(2, 5L << 30, new ETag("b"), -7);
    PartRecord first = new PartRecord(1, 7, new ETag("a"), Integer.MIN_VALUE);
    ledger.uploads().part("one", second);
    ledger.uploads().part("one", new PartRecord(1, 7, new ETag("old"), 1));
    ledger.uploads().part("one", first);
    assertThat(ledger.uploads().parts("one")).containsExactly(first, second);
    assertThat(ledger.uploads().parts("two")).isEmpty();
    assertThat(reopened().uploads().parts("one")).containsExactly(first, second);
    ledger.uploads().closed("one");
    assertThat(ledger.uploads().parts("one")).isEmpty();
  }

  @Test
  void parksAndReleases() {
    ledger.parked().release(KEY);
    assertThat(ledger.parked().isEmpty()).isTrue();
    ParkedKey old = parked(KEY);
    ledger.parked().park(old);
    assertThat(ledger.parked().isEmpty()).isFalse();
    ParkedKey newer = new ParkedKey(KEY, "OTHER", "another message", "do that", THEN);
    ledger.parked().park(newer);
    assertThat(reopened().parked().all()).containsExactly(newer);
    ledger.parked().release(KEY);
    assertThat(ledger.parked().all()).isEmpty();
    assertThat(ledger.parked().isEmpty()).isTrue();
    assertThat(reopened().parked().all()).isEmpty();
  }

  @Test
  void isUsedByManyAtOnce() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      String name = "thread-" + thread;
      threads.add(Thread.ofVirtual().start(() -> writeMuch(name)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ledger.uploads().open()).hasSize(8);
    for (int thread = 0; thread < 8; thread++) {
      assertThat(ledger.uploads().parts("thread-" + thread)).hasSize(100);
    }
  }

  private void writeMuch(String name) {
    ledger.uploads().intend(upload(name, KEY, null, THEN));
    for (int number = 1; number <= 100; number++) {
      ledger.uploads().part(name, new PartRecord(number, number, new ETag("e"), number));
      ledger.receipts().record(receipt(ObjectKey.of(name + number), number));
    }
  }

  private static UploadRecord upload(
      String intent, ObjectKey key, @Nullable UploadId id, Instant begun) {
    Incarnation source = new Incarnation(new ETag("source-2"), 99, THEN, null);
    return new UploadRecord(intent, key, source, 8 << 20, "like this", begun, id);
  }

  private static Receipt receipt(ObjectKey key, int number) {
    return new Receipt(
        key,
        new Receipt.Side(new ETag("s" + number), number, 1_000L * number),
        new Receipt.Side(new ETag("d" + number), number, 5_000L + 1_000L * number));
  }

  private static ParkedKey parked(ObjectKey key) {
    return new ParkedKey(key, "ARCHIVED", "it is archived", "restore it", THEN);
  }
}
