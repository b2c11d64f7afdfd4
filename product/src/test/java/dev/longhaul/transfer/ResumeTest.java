package dev.longhaul.transfer;

import static dev.longhaul.transfer.TransferBench.KEY;
import static dev.longhaul.transfer.TransferBench.MIB;
import static dev.longhaul.transfer.TransferBench.TO;
import static dev.longhaul.transfer.TransferBench.bytes;
import static dev.longhaul.transfer.TransferBench.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Failure;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.transfer.TransferResult.Copied;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a crash leaves, what the next run makes of it, and whom it leaves alone.
class ResumeTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /// One stream, so that parts are sent one after the other.
  private final TransferBench bench = new TransferBench(64 * MIB, 1);

  @AfterEach
  void allMemoryIsGivenBack() {
    assertThat(bench.pool.inUse()).isZero();
  }

  /// The process ends here.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static Interference killingBefore(Operation operation, int number) {
    return TransferBench.before(
        operation,
        number,
        () -> {
          throw new Killed();
        });
  }

  private MultipartUploads uploads() {
    return bench.destination.ports().uploads();
  }

  private UploadSweeper sweeper() {
    return new UploadSweeper(bench.to(), bench.means);
  }

  private ObjectState fourParts() {
    return bench.parted(bytes(23 * MIB), 6 * MIB, 6 * MIB, 6 * MIB, 5 * MIB);
  }

  private void killBefore(Operation operation, int number, CopyOrder order) {
    bench.destination.interfere(killingBefore(operation, number));
    assertThatThrownBy(() -> bench.transfer().copy(order)).isInstanceOf(Killed.class);
    bench.destination.interfere(Interference.NONE);
    bench.destination.forgetCalls();
    bench.source.forgetCalls();
  }

  private void assertNothingIsOpen() {
    assertThat(bench.destination.openUploads()).isEmpty();
    assertThat(bench.ledger.uploads().open()).isEmpty();
  }

  @Test
  @Hazard(39)
  void sendsOnlyTheMissingPartsAfterACrash() {
    ObjectState state = fourParts();
    killBefore(Operation.UPLOAD_PART, 4, order(state));
    TransferResult result = bench.transfer().copy(order(state));
    assertThat(((Copied) result).proof()).isEqualTo(new Proof.EqualEtags());
    assertThat(bench.arrived()).isTrue();
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(1);
    assertThat(bench.read(Operation.GET)).isEqualTo(1);
    assertThat(bench.sent(Operation.CREATE_UPLOAD)).isZero();
    assertNothingIsOpen();
  }

  @Test
  @Hazard(40)
  void anOldUploadThatTheStoreDoesNotAbortHoldsNoCopyUp() {
    killBefore(Operation.UPLOAD_PART, 3, order(fourParts()));
    ObjectState other = bench.parted(bytes(17 * MIB), 6 * MIB, 6 * MIB, 5 * MIB);
    bench.destination.interfere(
        Interference.failing(
            Operation.ABORT_UPLOAD, 1, new Failure.Refused("500", 500, "InternalError")));

    assertThat(bench.transfer().copy(order(other))).isInstanceOf(Copied.class);
    assertThat(bench.arrived()).isTrue();
    assertThat(bench.ledger.uploads().open()).as("to be tried again").hasSize(1);
    bench.transfer().leaveNothing(TO);
    assertNothingIsOpen();
  }

  @Test
  @Hazard(40)
  void partsThatCannotBeListedAreSentAgainAndThatUploadIsRemovedLater() {
    ObjectState state = fourParts();
    killBefore(Operation.UPLOAD_PART, 3, order(state));
    bench.destination.interfere(
        Interference.failing(
            Operation.LIST_PARTS, 1, new Failure.Transient("an answer without sense")));

    assertThat(bench.transfer().copy(order(state))).isInstanceOf(Copied.class);
    assertThat(bench.arrived()).isTrue();
    assertThat(bench.ledger.uploads().open()).as("to be removed").hasSize(1);
    bench.transfer().leaveNothing(TO);
    assertNothingIsOpen();
  }

  @Test
  @Hazard(39)
  void sendsNothingWhenOnlyCompleteIsMissing() {
    ObjectState state = fourParts();
    killBefore(Operation.COMPLETE_UPLOAD, 1, order(state));
    assertThat(bench.transfer().copy(order(state))).isInstanceOf(Copied.class);
    assertThat(bench.sent(Operation.UPLOAD_PART)).isZero();
    assertThat(bench.arrived()).isTrue();
    assertNothingIsOpen();
  }

  @Test
  @Hazard(27)
  void provesAResumedObjectByTheRecordedChecksums() {
    ObjectState state = bench.single(70 * MIB);
    killBefore(Operation.UPLOAD_PART, 3, order(state));
    TransferResult result = bench.transfer().copy(order(state));
    assertThat(((Copied) result).proof()).isEqualTo(new Proof.Digest("CRC32C", false));
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(3);
    assertThat(bench.arrived()).isTrue();
  }

  @Test
  @Hazard(39)
  void neverGoesOnForAnotherIncarnation() {
    ObjectState old = fourParts();
    killBefore(Operation.UPLOAD_PART, 3, order(old));
    ObjectState changed = fourParts();
    assertThat(changed.etag()).isEqualTo(old.etag());
    assertThat(bench.transfer().copy(order(changed))).isInstanceOf(Copied.class);
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(4);
    assertNothingIsOpen();
  }

  @Test
  @Hazard({39, 45})
  void neverGoesOnForOtherTags() {
    ObjectState state = fourParts();
    killBefore(Operation.UPLOAD_PART, 3, order(state));
    TreeMap<String, String> tags = new TreeMap<>();
    tags.put("new", "tag");
    Metadata same = TransferBench.attributes().metadata();
    ObjectAttributes attributes = ObjectAttributes.of(same, new Tags(tags));
    CopyOrder order = new CopyOrder(KEY, TO, state, attributes, new Precondition.IfAbsent());
    assertThat(bench.transfer().copy(order)).isInstanceOf(Copied.class);
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(4);
    assertThat(bench.destination.object(TO).attributes()).isEqualTo(attributes);
    assertNothingIsOpen();
  }

  @Test
  @Hazard(39)
  void sendsAPartAgainThatTheStoreHoldsOtherwise() {
    ObjectState state = fourParts();
    killBefore(Operation.UPLOAD_PART, 3, order(state));
    UploadId id = bench.destination.openUploads().getFirst();
    uploads().upload(TO, id, 1, Body.of(new byte[(int) (6 * MIB)], BodyDigest.NONE));
    bench.destination.forgetCalls();
    assertThat(bench.transfer().copy(order(state))).isInstanceOf(Copied.class);
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(3);
    assertThat(bench.arrived()).isTrue();
  }

  @Test
  void beginsAgainWhenTheUploadIsGone() {
    ObjectState state = fourParts();
    killBefore(Operation.UPLOAD_PART, 3, order(state));
    uploads().abort(TO, bench.destination.openUploads().getFirst());
    assertThat(bench.transfer().copy(order(state))).isInstanceOf(Copied.class);
    assertThat(bench.arrived()).isTrue();
    assertNothingIsOpen();
  }

  @Test
  @Hazard(40)
  void abortsItsLostUploadAndNoForeignOne() {
    ObjectState state = fourParts();
    List<UploadId> foreign = foreignUploads();
    bench.destination.interfere(Interference.losing(Operation.CREATE_UPLOAD, 1));
    assertThatThrownBy(() -> bench.transfer().copy(order(state))).hasMessageContaining("lost");
    bench.destination.interfere(Interference.NONE);
    assertThat(bench.destination.openUploads()).hasSize(3);
    assertThat(bench.transfer().copy(order(state))).isInstanceOf(Copied.class);
    assertThat(bench.destination.openUploads()).isEqualTo(foreign);
    assertItForgetsInTime();
  }

  /// A late request might open an upload until then.
  private void assertItForgetsInTime() {
    assertThat(bench.ledger.uploads().open()).hasSize(1);
    bench.passWhatIsLate();
    assertThat(sweeper().findLost(_ -> {})).isZero();
    assertThat(bench.ledger.uploads().open()).isEmpty();
  }

  @Test
  @Hazard(40)
  void abortsAnUploadThatALateRequestOpened() {
    ObjectState state = fourParts();
    bench.destination.interfere(
        Interference.failing(
            Operation.CREATE_UPLOAD, 1, new dev.longhaul.store.Failure.Transient("no answer")));
    assertThatThrownBy(() -> bench.transfer().copy(order(state))).hasMessage("no answer");
    assertThat(bench.transfer().copy(order(state))).isInstanceOf(Copied.class);
    bench.destination.setTime(() -> BEGIN.plus(Duration.ofMinutes(3)));
    uploads().create(TO, TransferBench.attributes(), null);
    bench.transfer().leaveNothing(TO);
    assertThat(bench.destination.openUploads()).isEmpty();
    assertItForgetsInTime();
  }

  /// One by somebody else, and one by the same initiator, long before.
  private List<UploadId> foreignUploads() {
    bench.destination.setInitiator("somebody else");
    UploadId theirs = uploads().create(TO, TransferBench.attributes(), null);
    bench.destination.setInitiator("us");
    bench.destination.setTime(() -> BEGIN.minus(Duration.ofDays(1)));
    UploadId older = uploads().create(TO, TransferBench.attributes(), null);
    bench.destination.setTime(() -> BEGIN);
    return List.of(theirs, older);
  }

  @Test
  @Hazard(40)
  void theSweeperFindsLostUploadsAtTheStart() {
    ObjectState state = fourParts();
    List<UploadId> foreign = foreignUploads();
    bench.destination.interfere(Interference.losing(Operation.CREATE_UPLOAD, 1));
    assertThatThrownBy(() -> bench.transfer().copy(order(state))).hasMessageContaining("lost");
    bench.destination.interfere(Interference.NONE);
    sweeper().findLost(_ -> {});
    assertThat(bench.destination.openUploads()).isEqualTo(foreign);
    assertItForgetsInTime();
  }

  @Test
  @Hazard(40)
  void theSweeperTellsOfAKeyBeforeItAbortsAnythingOnIt() {
    bench.destination.interfere(Interference.losing(Operation.CREATE_UPLOAD, 1));
    assertThatThrownBy(() -> bench.transfer().copy(order(fourParts())))
        .hasMessageContaining("lost");
    bench.destination.interfere(Interference.NONE);
    List<ObjectKey> told = new ArrayList<>();
    sweeper()
        .findLost(key -> {
          assertThat(bench.sent(Operation.ABORT_UPLOAD)).isZero();
          told.add(key);
        });
    assertThat(told).containsExactly(TO);
    assertThat(bench.destination.openUploads()).isEmpty();
    assertItForgetsInTime();
  }

  @Test
  @Hazard(40)
  void whatWasShownToBeForeignOnceIsNotLookedIntoAgain() {
    bench.destination.setInitiator("somebody else");
    UploadId theirs = uploads().create(TO, TransferBench.attributes(), null);
    bench.destination.setInitiator("us");
    bench.destination.interfere(
        Interference.failing(
            Operation.CREATE_UPLOAD, 1, new dev.longhaul.store.Failure.Transient("cut")));
    assertThatThrownBy(() -> bench.transfer().copy(order(fourParts()))).hasMessage("cut");
    UploadSweeper sweeper = sweeper();
    sweeper.findLost(_ -> {});
    assertThat(bench.sent(Operation.ABORT_UPLOAD)).isEqualTo(1);
    bench.destination.forgetCalls();
    sweeper.findLost(
        key -> org.assertj.core.api.Assertions.fail("nothing of ours is open on " + key));
    assertThat(bench.sent(Operation.CREATE_UPLOAD)).isZero();
    assertThat(bench.destination.openUploads()).containsExactly(theirs);
    assertItForgetsInTime();
  }

  @Test
  @Hazard(40)
  void theSweeperOpensNothingWhereNothingIsOpen() {
    bench.destination.interfere(
        Interference.failing(
            Operation.CREATE_UPLOAD, 1, new dev.longhaul.store.Failure.Transient("cut")));
    assertThatThrownBy(() -> bench.transfer().copy(order(fourParts()))).hasMessage("cut");
    assertThat(bench.ledger.uploads().open()).hasSize(1);
    bench.destination.forgetCalls();
    sweeper().findLost(_ -> {});
    assertThat(bench.sent(Operation.CREATE_UPLOAD)).isZero();
    assertItForgetsInTime();
    assertNothingIsOpen();
  }

  @Test
  @Hazard(40)
  void leavesEverythingAloneWhereTheStoreNamesNoInitiators() {
    bench.destination.setInitiator("");
    UploadId theirs = uploads().create(TO, TransferBench.attributes(), null);
    bench.destination.interfere(Interference.losing(Operation.CREATE_UPLOAD, 1));
    assertThatThrownBy(() -> bench.transfer().copy(order(fourParts())))
        .hasMessageContaining("lost");
    bench.destination.interfere(Interference.NONE);
    sweeper().findLost(_ -> {});
    assertThat(bench.destination.openUploads()).contains(theirs);
    assertItForgetsInTime();
  }

  @Test
  @Hazard(40)
  void theSweeperKeepsWhatIsToBeGoneOnWith() {
    ObjectState state = fourParts();
    killBefore(Operation.UPLOAD_PART, 3, order(state));
    assertThat(sweeper().findLost(_ -> {})).isEqualTo(1);
    assertThat(sweeper().abortAll(record -> record.key().equals(TO))).isZero();
    assertThat(bench.destination.openUploads()).hasSize(1);
    assertThat(sweeper().abortAll(record -> false)).isEqualTo(1);
    assertNothingIsOpen();
  }

  @Test
  @Hazard(40)
  void abortsUntilNoPartIsLeft() {
    ObjectState state = fourParts();
    killBefore(Operation.UPLOAD_PART, 3, order(state));
    StubbornAbort stubborn = new StubbornAbort(uploads(), 3);
    new UploadJournal(stubborn, bench.means)
        .abandon(
            bench.ledger.uploads().open().getFirst().intent(),
            TO,
            bench.destination.openUploads().getFirst());
    assertThat(bench.sent(Operation.ABORT_UPLOAD)).isEqualTo(1);
    assertNothingIsOpen();
  }

  @Test
  @Hazard(40)
  void doesNotForgetAnUploadThatWillNotGo() {
    ObjectState state = fourParts();
    killBefore(Operation.UPLOAD_PART, 3, order(state));
    UploadJournal journal = new UploadJournal(new StubbornAbort(uploads(), 99), bench.means);
    String intent = bench.ledger.uploads().open().getFirst().intent();
    UploadId id = bench.destination.openUploads().getFirst();
    assertThatThrownBy(() -> journal.abandon(intent, TO, id)).hasMessageContaining("still");
    assertThat(bench.ledger.uploads().open()).hasSize(1);
  }

  @Test
  void aFailedPartLeavesTheOthersForTheNextTry() {
    ObjectState state = fourParts();
    bench.destination.interfere(
        TransferBench.before(
            Operation.UPLOAD_PART,
            3,
            () -> {
              throw new dev.longhaul.store.StoreException(
                  new dev.longhaul.store.Failure.Throttled("slow down", 0));
            }));
    assertThatThrownBy(() -> bench.transfer().copy(order(state))).hasMessage("slow down");
    assertThat(bench.ledger.uploads().open()).hasSize(1);
    bench.destination.forgetCalls();
    assertThat(bench.transfer().copy(order(state))).isInstanceOf(Copied.class);
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(2);
    assertNothingIsOpen();
  }
}
