package dev.longhaul.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.ledger.UploadRecord;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.StorageFacts.Archive;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Outcome.Planned.Action;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.Operation;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.transfer.Proof;
import org.junit.jupiter.api.Test;

/// How one key is made equal when nothing goes wrong, and what it costs.
class ReconcilerTest {
  private static final ObjectKey KEY = ObjectKey.of("k");
  private static final Proof ETAGS = new Proof.EqualEtags();
  private static final long MIB = 1L << 20;

  private Bench bench = Bench.plain();

  private static Content zeros(long size) {
    return Content.of(new byte[(int) size]);
  }

  // What a copy costs.

  @Test
  void aNewSmallObjectCostsOneGetAndOnePut() {
    bench.source.put("k", "hello");
    assertThat(bench.event("k")).isEqualTo(new Outcome.Copied(KEY, 5, ETAGS));
    assertThat(bench.source.count(Operation.GET)).isEqualTo(1);
    assertThat(bench.destination.count(Operation.PUT)).isEqualTo(1);
    assertThat(bench.requests()).isEqualTo(2);
    assertThat(bench.ledger.writes()).isZero();
    assertThat(bench.text("k")).isEqualTo("hello");
  }

  @Test
  void aNewObjectOfSomeMebibytesCostsOneLookMore() {
    bench.source.put(KEY, Bench.tagged(Tags.NONE), zeros(2 * MIB));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.source.count(Operation.GET)).isEqualTo(1);
    assertThat(bench.destination.count(Operation.HEAD)).isEqualTo(1);
    assertThat(bench.destination.count(Operation.PUT)).isEqualTo(1);
    assertThat(bench.requests()).isEqualTo(3);
  }

  @Test
  void aLargeObjectIsLookedAtOnBothSidesBeforeAndAfter() {
    bench.source.put(KEY, Bench.named("a", "b"), zeros(17 * MIB));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    bench.assertEqualSides("k");
    assertThat(bench.destination.count(Operation.HEAD)).isEqualTo(2);
    assertThat(bench.source.count(Operation.HEAD)).isEqualTo(1);
  }

  @Test
  void anEqualObjectIsNotTouched() {
    bench.source.put("k", "hello");
    bench.event("k");
    bench.forgetCalls();
    assertThat(bench.scan("k")).isEqualTo(new Outcome.Equal(KEY));
    assertThat(bench.event("k")).isEqualTo(new Outcome.Equal(KEY));
    assertThat(bench.destination.object(KEY).etag()).isEqualTo(bench.source.object(KEY).etag());
    assertThat(bench.destination.count(Operation.PUT))
        .describedAs("the event's PUT If-None-Match was refused")
        .isEqualTo(1);
    assertThat(bench.destination.versions(KEY)).hasSize(1);
  }

  @Test
  @Hazard(40)
  void anEqualKeyLeavesNothingOpenThatWasBegunBefore() {
    bench.source.put("k", "hello");
    bench.event("k");
    MultipartUploads uploads = bench.destination.ports().uploads();
    UploadId theirs = uploads.create(KEY, Bench.tagged(Tags.NONE), null);
    UploadId ours = uploads.create(KEY, Bench.tagged(Tags.NONE), null);
    bench
        .ledger
        .uploads()
        .intend(
            new UploadRecord(
                "ours", KEY, bench.at(bench.source, "k").incarnation(), 1, "", Bench.NOW, ours));
    assertThat(bench.event("k")).isEqualTo(new Outcome.Equal(KEY));
    assertThat(bench.destination.openUploads()).containsExactly(theirs);
    assertThat(bench.ledger.uploads().isEmpty()).isTrue();
  }

  @Test
  @Hazard(40)
  void anObjectThatGoesWithAnAbortedUploadIsSentAgain() {
    bench.destination.set(Quirk.ABORT_TAKES_OBJECT, true);
    bench.source.put("k", "hello");
    bench.event("k");
    UploadId ours = bench.destination.ports().uploads().create(KEY, Bench.tagged(Tags.NONE), null);
    bench
        .ledger
        .uploads()
        .intend(
            new UploadRecord(
                "ours", KEY, bench.at(bench.source, "k").incarnation(), 1, "", Bench.NOW, ours));

    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.text("k")).isEqualTo("hello");
    assertThat(bench.destination.openUploads()).isEmpty();
    assertThat(bench.event("k")).isEqualTo(new Outcome.Equal(KEY));
  }

  @Test
  @Hazard(40)
  void anUploadThatTheStoreDoesNotListIsNotAborted() {
    bench.source.put("k", "hello");
    bench.event("k");
    UploadId gone = new UploadId("gone");
    bench
        .ledger
        .uploads()
        .intend(
            new UploadRecord(
                "gone", KEY, bench.at(bench.source, "k").incarnation(), 1, "", Bench.NOW, gone));

    assertThat(bench.event("k")).isEqualTo(new Outcome.Equal(KEY));
    assertThat(bench.destination.count(Operation.ABORT_UPLOAD)).isZero();
  }

  @Test
  void aRefusedBlindPutKeepsTheBytesForTheSecond() {
    bench.destination.put("k", "old");
    bench.source.put("k", "new!");
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.text("k")).isEqualTo("new!");
    assertThat(bench.source.count(Operation.GET)).isEqualTo(1);
    assertThat(bench.destination.count(Operation.PUT)).isEqualTo(2);
    assertThat(bench.destination.count(Operation.HEAD)).isEqualTo(1);
    assertThat(bench.requests()).isEqualTo(4);
  }

  @Test
  void anObjectThatAListingShowsToDifferCostsTwoRequests() {
    bench.destination.put("k", "old");
    bench.source.put("k", "newer");
    assertThat(bench.scan("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.source.count(Operation.GET)).isEqualTo(1);
    assertThat(bench.destination.count(Operation.PUT)).isEqualTo(1);
    assertThat(bench.requests() - 2).describedAs("but the listings").isEqualTo(2);
  }

  @Test
  void inAFleetBothSidesAreReadAgainAfterAWrite() {
    bench.mode = Mode.FLEET;
    bench.source.put("k", "hello");
    assertThat(bench.event("k")).isEqualTo(new Outcome.Copied(KEY, 5, ETAGS));
    assertThat(bench.source.count(Operation.HEAD)).isEqualTo(1);
    assertThat(bench.destination.count(Operation.HEAD)).isEqualTo(1);
    assertThat(bench.requests()).isEqualTo(4);
  }

  @Test
  @Hazard(20)
  void whereNoPreconditionIsProvedBothSidesAreReadAgain() {
    bench =
        Bench.to(
            Quirk.IGNORES_PUT_IF_ABSENT, Quirk.IGNORES_PUT_IF_MATCH, Quirk.IGNORES_DELETE_IF_MATCH);
    bench.proved = States.poor();
    bench.source.put("k", "hello");
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.source.count(Operation.HEAD)).isEqualTo(1);
    assertThat(bench.destination.count(Operation.HEAD)).isGreaterThanOrEqualTo(2);
  }

  // What equality rests on.

  @Test
  @Hazard(35)
  void otherBytesOfTheSameSizeAreCopied() {
    bench.destination.put("k", "aaaa");
    bench.source.put("k", "bbbb");
    assertThat(bench.scan("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.text("k")).isEqualTo("bbbb");
  }

  @Test
  @Hazard(23)
  void noDateDecides() {
    for (int minutes : new int[] {-60, 60}) {
      bench = Bench.plain();
      bench.source.put("k", "new");
      bench.destination.setTime(() -> Bench.NOW.plusSeconds(60L * minutes));
      bench.destination.put("k", "old");
      assertThat(bench.scan("k")).isInstanceOf(Outcome.Copied.class);
      assertThat(bench.text("k")).isEqualTo("new");
    }
  }

  @Test
  @Hazard(23)
  void aPairWhoseSourceIsLaterIsRememberedOnce() {
    bench.destination.put("k", "same");
    bench.source.setTime(() -> Bench.NOW.plusSeconds(3600));
    bench.source.put("k", "same");
    assertThat(bench.scan("k")).isEqualTo(new Outcome.Equal(KEY));
    assertThat(bench.changes()).isZero();
    assertThat(bench.ledger.hasReceipt("k")).isTrue();
    assertThat(bench.ledger.writes()).isEqualTo(1);
    bench.scan("k");
    assertThat(bench.ledger.writes()).isEqualTo(1);
  }

  @Test
  @Hazard(25)
  void underKmsTheReceiptStandsInForEtags() {
    bench = Bench.to(Quirk.OPAQUE_ETAGS, Quirk.ADDS_NO_CHECKSUM);
    bench.proved =
        States.capabilities(
            States.proved().preconditions(), States.poor().etags(), TagSupport.COUNTED);
    bench.source.put("k", "hello");
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.ledger.hasReceipt("k")).isTrue();
    bench.forgetCalls();
    assertThat(bench.scan("k")).isEqualTo(new Outcome.Equal(KEY));
    assertThat(bench.changes()).isZero();
    assertThat(bench.source.count(Operation.GET)).isZero();
  }

  @Test
  @Hazard(36)
  void whatChangedBehindOurBackIsRepaired() {
    bench.source.put("k", "hello");
    bench.event("k");
    bench.destination.put("k", "hellO");
    assertThat(bench.scan("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.text("k")).isEqualTo("hello");
  }

  // What cannot be read.

  @Test
  @Hazard(48)
  void anArchivedObjectIsParkedAndResumedOnceRestored() {
    bench.source.put("k", "x");
    bench.source.archive(KEY, Archive.ARCHIVED);
    bench.assertParked(bench.event("k"), ParkReason.ARCHIVED);
    assertThat(bench.source.count(Operation.GET)).isEqualTo(1);
    bench.source.archive(KEY, Archive.READABLE);
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.ledger.parked().all()).isEmpty();
  }

  @Test
  @Hazard(48)
  void anObjectArchivedAfterItsCopyIsEqual() {
    bench.source.put("k", "x");
    bench.event("k");
    bench.source.archive(KEY, Archive.ARCHIVED);
    assertThat(bench.event("k")).isEqualTo(new Outcome.Equal(KEY));
  }

  // A dry run.

  @Test
  void aDryRunSaysWhatItWouldDoAndChangesNothing() {
    bench.source.put("new", "x");
    bench.source.put("other", "abc");
    bench.destination.put("other", "xyz");
    bench.source.put(ObjectKey.of("meta"), Bench.named("a", "b"), Bench.bytes("x"));
    bench.destination.put("meta", "x");
    bench.destination.put("extra", "x");
    bench.source.put(ObjectKey.of("cold"), Bench.tagged(Tags.NONE), Bench.bytes("x"));
    bench.source.archive(ObjectKey.of("cold"), Archive.ARCHIVED);
    bench.mode = Mode.DRY_RUN;
    assertPlanned("new", Action.COPY, 1);
    assertPlanned("other", Action.COPY, 3);
    assertPlanned("meta", Action.UPDATE, 0);
    assertPlanned("extra", Action.DELETE, 0);
    assertThat(bench.event("cold")).isInstanceOf(Outcome.Parked.class);
    assertThat(bench.changes()).isZero();
    assertThat(bench.source.count(Operation.GET)).isZero();
    assertThat(bench.ledger.writes()).isZero();
  }

  private void assertPlanned(String key, Action action, long bytes) {
    assertThat(bench.scan(key)).isEqualTo(new Outcome.Planned(ObjectKey.of(key), action, bytes));
  }
}
