package dev.longhaul.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.Hint;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Belief;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Completion;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What others do to a key while it is reconciled, and what stores answer then.
class ReconcilerRacesTest {
  private static final ObjectKey KEY = ObjectKey.of("k");
  private static final long LARGE = 17L << 20;

  private Bench bench = Bench.plain();

  private static Content large(int first) {
    byte[] bytes = new byte[(int) LARGE];
    bytes[0] = (byte) first;
    return Content.of(bytes);
  }

  private static ObjectAttributes plain() {
    return ObjectAttributes.of(Metadata.NONE, Tags.NONE);
  }

  // Events.

  @Test
  @Hazard({1, 2, 3, 9})
  void eventsInAnyOrderAndNumberEndWithTheSourcesState() {
    bench.source.put("k", "first");
    bench.event("k");
    bench.source.put("k", "second");
    bench.event("k");
    assertThat(bench.event("k")).describedAs("late").isEqualTo(new Outcome.Equal(KEY));
    assertThat(bench.text("k")).isEqualTo("second");
    bench.source.remove(KEY);
    bench.event("k");
    bench.event("k");
    assertThat(bench.destination.has(KEY)).isFalse();
    bench.source.put("k", "first");
    bench.event("k");
    assertThat(bench.text("k")).isEqualTo("first");
  }

  @Test
  @Hazard(8)
  void anEventOfRemovalOfAKeyThatExistsCopiesIt() {
    bench = new Bench(new InMemoryStore("from", Quirk.VERSIONED), new InMemoryStore("to"));
    bench.source.put("k", "undeleted");
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.text("k")).isEqualTo("undeleted");
  }

  @Test
  @Hazard(8)
  void anUploadThatOnlyBeganChangesNothing() {
    bench.source.ports().uploads().create(KEY, plain(), null);
    assertThat(bench.event("k")).isEqualTo(new Outcome.Equal(KEY));
    assertThat(bench.changes()).isZero();
  }

  // The source changes.

  @Test
  @Hazard(18)
  void aSourceOverwrittenWhileItIsReadIsReadAnew() {
    bench.source.put(KEY, plain(), large(1));
    bench.source.interfere(
        When.before(Operation.GET, 2, () -> bench.source.put(KEY, plain(), large(2))));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    bench.assertEqualSides("k");
    assertThat(bench.at(bench.destination, "k").content().toBytes()[0]).isEqualTo((byte) 2);
  }

  @Test
  @Hazard(32)
  void aSourceThatListsMoreThanItGivesUnderOneETagIsNotCopied() {
    bench.source.put("k", "hello");
    ListedObject shown =
        bench
            .source
            .ports()
            .lister()
            .list(ListingRequest.first(KeyPrefix.NONE))
            .objects()
            .getFirst();
    ListedObject longer = new ListedObject(KEY, 6, shown.etag(), 0, "STANDARD");
    Hint hint =
        new Hint(
            KEY, Hint.Cause.SCAN, Bench.NOW, new Belief.Listed(longer), new Belief.Unobserved());

    assertThat(bench.reconciler().reconcile(hint))
        .isInstanceOfSatisfying(
            Outcome.Unfinished.class,
            unfinished ->
                assertThat(unfinished.failure().message()).contains("with 6 bytes and", "with 5"));
    assertThat(bench.destination.has(KEY)).isFalse();
  }

  @Test
  @Hazard(24)
  void metadataRewrittenBetweenHeadAndGetIsThatOfTheGet() {
    bench.destination.put("k", "old and longer");
    bench.source.put(KEY, Bench.named("state", "first"), Bench.bytes("x"));
    bench.source.interfere(
        When.after(
            Operation.HEAD,
            1,
            () -> bench.source.put(KEY, Bench.named("state", "second"), Bench.bytes("x"))));
    bench.proved = States.poor();
    bench.event("k");
    bench.assertEqualSides("k");
  }

  @Test
  @Hazard(24)
  void metadataRewrittenWhileALargeObjectIsCopiedIsNotMixed() {
    bench.source.put(KEY, Bench.named("state", "first"), large(1));
    bench.source.interfere(
        When.before(
            Operation.GET,
            2,
            () -> bench.source.put(KEY, Bench.named("state", "second"), large(1))));
    bench.event("k");
    bench.assertEqualSides("k");
  }

  @Test
  @Hazard(21)
  void anObjectRecreatedJustBeforeTheDeleteLandsIsCopiedAgain() {
    bench.destination.put("k", "bytes");
    bench.destination.interfere(
        When.before(Operation.DELETE, 1, () -> bench.source.put("k", "bytes")));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.text("k")).isEqualTo("bytes");
  }

  @Test
  @Hazard(19)
  void anIdenticalObjectRecreatedByAnotherWorkerDoesNotStayDeleted() {
    bench.destination.put("k", "bytes");
    bench.destination.interfere(
        When.before(
            Operation.DELETE,
            1,
            () -> {
              bench.source.put("k", "bytes");
              bench.destination.put("k", "bytes");
            }));
    bench.event("k");
    assertThat(bench.source.has(KEY)).isTrue();
    assertThat(bench.text("k")).isEqualTo("bytes");
  }

  // Two workers.

  /// The other worker copies the newer object while this one holds the older in memory.
  private void anotherWorkerIsFaster() {
    Bench other = new Bench(bench.source, bench.destination);
    other.proved = bench.proved;
    bench.destination.interfere(
        When.before(
            Operation.PUT,
            1,
            () -> {
              bench.source.put("k", "newer");
              bench.destination.interfere(Interference.NONE);
              other.event("k");
            }));
  }

  @Test
  @Hazard(17)
  void aLateWriteIsRefusedByItsPrecondition() {
    bench.mode = Mode.FLEET;
    bench.source.put("k", "older");
    anotherWorkerIsFaster();
    bench.event("k");
    assertThat(bench.text("k")).isEqualTo("newer");
  }

  @Test
  @Hazard(17)
  void aLateWriteThatNoPreconditionStopsIsRepairedByWhoMadeIt() {
    bench = Bench.to(Quirk.IGNORES_PUT_IF_ABSENT, Quirk.IGNORES_PUT_IF_MATCH);
    bench.proved = States.poor();
    bench.mode = Mode.FLEET;
    bench.source.put("k", "older");
    anotherWorkerIsFaster();
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.text("k")).isEqualTo("newer");
    assertThat(bench.destination.count(Operation.PUT)).isEqualTo(3);
  }

  @Test
  @Hazard(22)
  void anUploadThatANewerWriteHidesIsFoundOutAndRepaired() {
    bench = Bench.to(Quirk.DATED_BY_INITIATION);
    bench.source.put(KEY, plain(), large(1));
    bench.destination.set(Quirk.IGNORES_COMPLETE_IF_ABSENT, true);
    inParts();
    bench.destination.interfere(
        When.after(Operation.CREATE_UPLOAD, 1, () -> bench.destination.put("k", "foreign")));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    bench.assertEqualSides("k");
    assertThat(bench.destination.openUploads()).isEmpty();
  }

  private void inParts() {
    var uploads = bench.source.ports().uploads();
    var id = uploads.create(KEY, plain(), null);
    var parts =
        List.of(
            uploads.upload(KEY, id, 1, Content.of(new byte[12 << 20]).toBody()),
            uploads.upload(KEY, id, 2, Content.of(new byte[6 << 20]).toBody()));
    uploads.complete(KEY, id, new Completion(parts, new Precondition.None(), null));
  }

  // Answers that do not come, or are not true.

  @Test
  @Hazard(30)
  void aLostAnswerToAPutThatHappenedIsFoundOutByLooking() {
    bench.source.put("k", "x");
    bench.destination.interfere(Interference.losing(Operation.PUT, 1));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.destination.count(Operation.PUT)).isEqualTo(1);
  }

  @Test
  @Hazard(64)
  void aRequestThatNeverArrivedLeavesTheHint() {
    bench.source.put("k", "x");
    Failure busy = new Failure.Throttled("503 SlowDown", 0);
    bench.destination.interfere(Interference.failing(Operation.PUT, 1, busy));
    assertThat(bench.event("k")).isEqualTo(new Outcome.Unfinished(KEY, busy, true));
    assertThat(bench.ledger.parked().all()).isEmpty();
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
  }

  @Test
  @Hazard(64)
  void anAnswerThatIsLostTwiceLeavesTheHintToTheCaller() {
    bench.source.put("k", "x");
    bench.destination.interfere(
        new Interference() {
          @Override
          public void before(MemoryCall call) {
            if (call.operation() == Operation.HEAD) {
              throw new StoreException(new Failure.Transient("reset"));
            }
          }
        }.inside(Interference.losing(Operation.PUT, 9)));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Unfinished.class);
    bench.destination.interfere(Interference.NONE);
    assertThat(bench.event("k")).isEqualTo(new Outcome.Equal(KEY));
  }

  @Test
  @Hazard(16)
  void aDestinationThatShowsTheOldObjectForAWhileIsAskedAgainLater() {
    bench.mode = Mode.FLEET;
    bench.destination.put("k", "old");
    bench.source.put("k", "new!");
    Lookup before = bench.destination.ports().reader().head(KEY);
    bench.destination.interfere(When.answered(Operation.HEAD, _ -> before));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Unfinished.class);
    bench.destination.interfere(Interference.NONE);
    assertThat(bench.event("k")).isEqualTo(new Outcome.Equal(KEY));
    assertThat(bench.text("k")).isEqualTo("new!");
  }

  @Test
  @Hazard(52)
  void aStoreThatKeepsTheKeyUnderAnotherNameIsFoundOut() {
    bench = Bench.to(Quirk.COLLAPSES_SLASHES);
    bench.mode = Mode.FLEET;
    bench.source.put("a//b", "x");
    bench.destination.interfere(When.answered(Operation.HEAD, _ -> new Lookup.NotFound(false)));
    bench.assertParked(bench.event("a//b"), ParkReason.KEY_UNREPRESENTABLE);
  }

  @Test
  @Hazard(52)
  void aSignatureThatFailsForOneKeyOnlyParksThatKey() {
    bench.source.put("a//b", "x");
    StoreException mismatch = denied("SignatureDoesNotMatch");
    bench.destination.interfere(When.refused(Operation.PUT, mismatch));
    bench.assertParked(bench.event("a//b"), ParkReason.KEY_UNREPRESENTABLE);
    bench.destination.interfere(
        When.refused(Operation.PUT, mismatch)
            .inside(When.refused(Operation.HEAD_BUCKET, mismatch)));
    assertThat(bench.event("a//b")).isInstanceOf(Outcome.Unfinished.class);
  }

  private static StoreException denied(@Nullable String code) {
    return new StoreException(new Failure.WrongCredentials("403 " + code, 403, code));
  }

  @Test
  @Hazard(67)
  void wrongCredentialsBlameNoKey() {
    bench.source.put("k", "x");
    bench.destination.interfere(When.refused(Operation.PUT, denied("ExpiredToken")));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Unfinished.class);
    assertThat(bench.ledger.parked().all()).isEmpty();
  }

  @Test
  @Hazard(50)
  void anObjectUnderACustomersKeyIsParked() {
    bench.source.put("k", "x");
    StoreException head = refused(400, null, "400");
    StoreException get =
        refused(
            400,
            "InvalidRequest",
            "400 InvalidRequest (The object was stored using a form of Server Side Encryption)");
    bench.source.interfere(
        When.refused(Operation.GET, get).inside(When.refused(Operation.HEAD, head)));
    bench.assertParked(bench.event("k"), ParkReason.CUSTOMER_KEY);
    bench.proved = States.poor();
    bench.destination.put("k", "y");
    bench.assertParked(bench.event("k"), ParkReason.CUSTOMER_KEY);
  }

  private static StoreException refused(int status, @Nullable String code, String message) {
    return new StoreException(new Failure.Refused(message, status, code));
  }

  @Test
  @Hazard(47)
  void aRefusalParksTheKeyWithTheStoresWords() {
    bench.source.put("k", "x");
    bench.destination.interfere(
        When.refused(Operation.PUT, refused(400, "InvalidStorageClass", "400 no such class")));
    Outcome outcome = bench.event("k");
    bench.assertParked(outcome, ParkReason.REFUSED);
    assertThat(((Outcome.Parked) outcome).parked().message()).contains("no such class");
  }

  @Test
  @Hazard(20)
  void anUnprobedStoreThatRefusesAPreconditionIsAskedAgainOnceProbed() {
    bench.proved = Capabilities.UNPROVED;
    bench.source.put("k", "x");
    bench.destination.interfere(
        When.refused(Operation.PUT, refused(501, "NotImplemented", "501 If-None-Match")));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Unfinished.class);
  }

  @Test
  void aKeyThatChangesFasterThanItIsCopiedIsParked() {
    bench.source.put(KEY, plain(), large(1));
    bench.source.interfere(
        new Interference() {
          private int writes;

          @Override
          public void before(MemoryCall call) {
            if (call.operation() == Operation.GET) {
              bench.source.put(KEY, plain(), large(++writes));
            }
          }
        });
    bench.assertParked(bench.event("k"), ParkReason.CHANGING);
    assertThat(bench.destination.has(KEY)).isFalse();
  }
}
