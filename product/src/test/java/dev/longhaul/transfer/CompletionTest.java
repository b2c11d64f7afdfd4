package dev.longhaul.transfer;

import static dev.longhaul.transfer.TransferBench.KEY;
import static dev.longhaul.transfer.TransferBench.MIB;
import static dev.longhaul.transfer.TransferBench.TO;
import static dev.longhaul.transfer.TransferBench.bytes;
import static dev.longhaul.transfer.TransferBench.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.object.Checksum;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.transfer.TransferResult.Copied;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The end of an upload: what stores answer to Complete, and what is made of it.
class CompletionTest {
  private final TransferBench bench = new TransferBench();

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(bench.pool.inUse()).isZero();
    assertThat(bench.pool.highWater()).isLessThanOrEqualTo(bench.pool.budget());
    assertThat(bench.destination.openUploads()).isEmpty();
    assertThat(bench.ledger.uploads().open()).isEmpty();
  }

  private TransferResult copy() {
    return copy(new Precondition.IfAbsent());
  }

  private TransferResult copy(Precondition precondition) {
    return bench.transfer().copy(order(bench.sourceState(), precondition));
  }

  private void assertCopied(TransferResult result, Proof proof) {
    assertThat(result).isInstanceOf(Copied.class);
    Copied copied = (Copied) result;
    assertThat(copied.proof()).isEqualTo(proof);
    assertThat(copied.bytes()).isEqualTo(bench.source.object(KEY).content().size());
    assertThat(copied.stored().etag()).isEqualTo(bench.destination.object(TO).etag());
    assertThat(bench.arrived()).isTrue();
  }

  @Test
  @Hazard(20)
  void abortsWhenThePreconditionFailsAtTheEnd() {
    bench.parted(bytes(20 * MIB), 10 * MIB, 10 * MIB);
    bench.destination.interfere(
        TransferBench.before(
            Operation.COMPLETE_UPLOAD, 1, () -> bench.destination.put(TO.text(), "theirs")));
    assertThat(copy()).isInstanceOf(TransferResult.DestinationChanged.class);
    assertThat(bench.destination.object(TO).content().size()).isEqualTo(6);
  }

  @Test
  @Hazard(30)
  void aPartThatArrivedOnceMoreAsAnotherIsSentAgain() {
    bench.parted(bytes(20 * MIB), 10 * MIB, 10 * MIB);
    bench.destination.interfere(
        TransferBench.before(
            Operation.COMPLETE_UPLOAD,
            1,
            () -> {
              UploadId id = bench.destination.openUploads().getFirst();
              Body other = Body.of(new byte[(int) (10 * MIB)], BodyDigest.NONE);
              bench.destination.ports().uploads().upload(TO, id, 2, other);
            }));

    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.sent(Operation.CREATE_UPLOAD)).isEqualTo(1);
    assertThat(bench.sent(Operation.UPLOAD_PART)).as("the other one too").isEqualTo(2 + 1 + 1);
  }

  @Test
  @Hazard(30)
  void anUploadWhosePartsAreDeniedThoughTheyAreListedIsGivenUp() {
    bench.parted(bytes(20 * MIB), 10 * MIB, 10 * MIB);
    bench.destination.interfere(
        Interference.failing(
            Operation.COMPLETE_UPLOAD,
            Integer.MAX_VALUE,
            new Failure.Refused("one could not be found", 400, "InvalidPart")));

    assertThat(copy()).isInstanceOf(TransferResult.Ambiguous.class);
    assertThat(bench.sent(Operation.CREATE_UPLOAD)).isEqualTo(2);
  }

  @Test
  @Hazard(22)
  void seesThatAnInitiationOrderStoreKeptTheOthersObject() {
    bench.parted(bytes(20 * MIB), 10 * MIB, 10 * MIB);
    bench.destination.set(Quirk.DATED_BY_INITIATION, true);
    bench.destination.set(Quirk.IGNORES_COMPLETE_IF_ABSENT, true);
    bench.destinationCan =
        new Capabilities(
            Capabilities.Preconditions.UNPROVED,
            TransferBench.AMAZON.etags(),
            TransferBench.AMAZON.checksums(),
            true,
            Capabilities.TagSupport.COUNTED,
            new TreeSet<>(),
            TransferBench.AMAZON.storageClasses(),
            false);
    bench.destination.interfere(
        TransferBench.before(
            Operation.COMPLETE_UPLOAD, 1, () -> bench.destination.put(TO.text(), "theirs")));
    assertThat(copy()).isInstanceOf(TransferResult.DestinationChanged.class);
    bench.destination.remove(TO);
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.sent(Operation.HEAD)).isEqualTo(2);
  }

  @Test
  @Hazard({18, 27})
  void makesNothingOfPartsWhoseSourceWasOverwrittenBeforeTheyCouldBeJudged() {
    bench.parted(bytes(20 * MIB), 8 * MIB, 8 * MIB, 4 * MIB);
    ObjectState state = bench.sourceState();
    bench.source.interfere(TransferBench.flipping(5, 1));
    bench.destination.interfere(
        TransferBench.before(
            Operation.UPLOAD_PART, 3, () -> bench.source.put(KEY.text(), "another")));
    assertThat(bench.transfer().copy(order(state)))
        .isInstanceOf(TransferResult.SourceChanged.class);
    assertThat(bench.destination.has(TO)).isFalse();
  }

  @Test
  @Hazard(30)
  void recognisesItsObjectWhenTheAnswerOfCompleteIsLost() {
    bench.parted(bytes(20 * MIB), 10 * MIB, 10 * MIB);
    bench.destination.interfere(Interference.losing(Operation.COMPLETE_UPLOAD, 1));
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.sent(Operation.COMPLETE_UPLOAD)).isEqualTo(1);
  }

  @Test
  @Hazard(30)
  void doesNotTakeAnEqualObjectThatWasThereBeforeForItsOwn() {
    bench.parted(bytes(20 * MIB), 10 * MIB, 10 * MIB);
    TransferBench.parted(bench.destination, TO, bytes(20 * MIB), 10 * MIB, 10 * MIB);
    ETag before = bench.destination.object(TO).etag();
    bench.destination.interfere(
        TransferBench.before(
            Operation.COMPLETE_UPLOAD,
            1,
            () -> {
              bench
                  .destination
                  .openUploads()
                  .forEach(id -> bench.destination.ports().uploads().abort(TO, id));
            }));
    assertThat(copy(new Precondition.IfMatch(before))).isInstanceOf(TransferResult.Ambiguous.class);
  }

  @Test
  @Hazard(30)
  void asksAgainWhileTheUploadIsStillOpen() {
    bench.parted(bytes(20 * MIB), 10 * MIB, 10 * MIB);
    bench.destination.interfere(
        new Interference() {
          private boolean done;

          @Override
          public Object after(MemoryCall call, Object answer) {
            return answer;
          }

          @Override
          public void before(MemoryCall call) {
            if (call.operation() == Operation.COMPLETE_UPLOAD && !done) {
              done = true;
              throw new StoreException(
                  new Failure.Refused("as if it were gone", 404, "NoSuchUpload"));
            }
          }
        });
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.sent(Operation.COMPLETE_UPLOAD)).isEqualTo(2);
  }

  private static Interference refusing(Operation operation, int number, int status) {
    return TransferBench.before(
        operation,
        number,
        () -> {
          throw new StoreException(
              new Failure.Refused("refused: " + status, status, "InvalidRequest"));
        });
  }

  @Test
  @Hazard(27)
  void sendsAPartAgainWhoseBytesTheStoreRefused() {
    bench.parted(bytes(20 * MIB), 10 * MIB, 10 * MIB);
    bench.destination.interfere(refusing(Operation.UPLOAD_PART, 2, 400));
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(3);
  }

  @Test
  @Hazard(27)
  void sendsAPartAgainWhoseEchoIsOfOtherBytes() {
    bench.parted(bytes(20 * MIB), 10 * MIB, 10 * MIB);
    Checksum other = Crc.CRC32C.checksum(1);
    bench.destination.interfere(
        new Interference() {
          private boolean done;

          @Override
          public Object after(MemoryCall call, Object answer) {
            if (done || !(answer instanceof UploadedPart part)) {
              return answer;
            }
            done = true;
            return new UploadedPart(part.number(), part.size(), part.etag(), other);
          }
        });
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(3);
  }

  @Test
  @Hazard(26)
  void doesWithoutAWholeChecksumWhereUploadsCannotBeOpenedWithOne() {
    bench.opaque(20 * MIB);
    bench.destination.interfere(refusing(Operation.CREATE_UPLOAD, 1, 501));
    Transfer transfer = bench.transfer();
    assertCopied(transfer.copy(order(bench.sourceState())), new Proof.Digest("MD5", false));
    bench.destination.remove(TO);
    bench.destination.forgetCalls();
    assertCopied(transfer.copy(order(bench.sourceState())), new Proof.Digest("MD5", false));
    assertThat(bench.sent(Operation.CREATE_UPLOAD)).isEqualTo(1);
  }

  @Test
  @Hazard(26)
  void doesWithoutAWholeChecksumWhereCompleteRefusesIt() {
    bench.opaque(20 * MIB);
    bench.destination.interfere(refusing(Operation.COMPLETE_UPLOAD, 1, 501));
    Transfer transfer = bench.transfer();
    assertCopied(transfer.copy(order(bench.sourceState())), new Proof.Digest("CRC32C", false));
    assertThat(bench.sent(Operation.COMPLETE_UPLOAD)).isEqualTo(2);
    bench.destination.remove(TO);
    assertCopied(transfer.copy(order(bench.sourceState())), new Proof.Digest("MD5", false));
  }

  @Test
  @Hazard(26)
  void beginsAnewWhereNeitherCompleteWasTaken() {
    bench.opaque(20 * MIB);
    bench.destination.interfere(
        refusing(Operation.COMPLETE_UPLOAD, 1, 501)
            .inside(refusing(Operation.COMPLETE_UPLOAD, 2, 501)));
    assertCopied(copy(), new Proof.Digest("MD5", false));
    assertThat(bench.sent(Operation.CREATE_UPLOAD)).isEqualTo(2);
  }

  @Test
  void letsARefusalThroughThatIsNotAboutChecksums() {
    bench.opaque(20 * MIB);
    bench.destination.interfere(refusing(Operation.CREATE_UPLOAD, 1, 403));
    assertThatThrownBy(this::copy).hasMessageContaining("403");
  }
}
