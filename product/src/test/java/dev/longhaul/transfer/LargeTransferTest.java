package dev.longhaul.transfer;

import static dev.longhaul.transfer.TransferBench.KEY;
import static dev.longhaul.transfer.TransferBench.MIB;
import static dev.longhaul.transfer.TransferBench.ONLY_CHECKSUMS;
import static dev.longhaul.transfer.TransferBench.ONLY_ETAGS;
import static dev.longhaul.transfer.TransferBench.PLAIN;
import static dev.longhaul.transfer.TransferBench.TO;
import static dev.longhaul.transfer.TransferBench.bytes;
import static dev.longhaul.transfer.TransferBench.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.store.memory.Synthetic;
import dev.longhaul.transfer.TransferResult.Copied;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Objects that are carried in parts, or streamed through one PUT.
class LargeTransferTest {
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

  @ParameterizedTest
  @ValueSource(longs = {(8 << 20) - 1, 8 << 20, (8 << 20) + 1, 16 << 20, (16 << 20) + 1})
  @Hazard(38)
  void keepsUniformBoundariesAroundThePartSize(long rest) {
    long size = 16 * MIB + rest;
    bench.parted(bytes(size), 16 * MIB, rest);
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.read(Operation.HEAD)).isEqualTo(1);
    assertThat(bench.sent(Operation.HEAD)).isZero();
  }

  @Test
  @Hazard(38)
  void keepsFiveUnevenParts() {
    long[] sizes = {5 * MIB, 9 * MIB, 30 * MIB, 5 * MIB + 3, 1};
    bench.parted(bytes(49 * MIB + 4), sizes);
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.destination.object(TO).partSizes())
        .isEqualTo(List.of(5 * MIB, 9 * MIB, 30 * MIB, 5 * MIB + 3, 1L));
  }

  @Test
  @Hazard(38)
  void guessesBoundariesWhenTheStoreDoesNotTell() {
    bench.parted(bytes(20 * MIB), 8 * MIB, 8 * MIB, 4 * MIB);
    bench.source.set(Quirk.NO_PART_FACTS, true);
    assertCopied(copy(), new Proof.EqualEtags());
  }

  @Test
  @Hazard(38)
  void boundariesThatOnlySeemUniformCostAReceiptAndNoSecondCopy() {
    bench.parted(bytes(29 * MIB), 10 * MIB, 12 * MIB, 7 * MIB);
    assertCopied(copy(), new Proof.Digest("CRC32C", false));
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(3);
  }

  @Test
  void streamsALargeSinglePutObjectThroughOnePut() {
    bench.single(40 * MIB + 5);
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.sent(Operation.PUT)).isEqualTo(1);
    assertThat(bench.read(Operation.GET)).isEqualTo(6);
    assertThat(bench.pool.highWater()).isLessThanOrEqualTo(17 * MIB);
  }

  @Test
  void holdsALargeSinglePutObjectWhoseDigestIsNotKnownBefore() {
    bench.source.set(Quirk.ADDS_NO_CHECKSUM, true);
    bench.sourceCan = PLAIN;
    bench.single(20 * MIB);
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.read(Operation.GET)).isEqualTo(1);
  }

  @Test
  void readsItTwiceWhereMemoryIsShort() {
    bench.source.set(Quirk.ADDS_NO_CHECKSUM, true);
    bench.sourceCan = PLAIN;
    bench.single(40 * MIB);
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.sent(Operation.PUT)).isEqualTo(1);
    assertThat(bench.pool.highWater()).isLessThanOrEqualTo(17 * MIB);
  }

  @Test
  @Hazard(27)
  void readsAStreamedObjectAgainWhenItsDigestIsRefused() {
    bench.single(20 * MIB);
    bench.source.interfere(TransferBench.flipping(1_000, 1));
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.sent(Operation.PUT)).isEqualTo(2);
  }

  @Test
  @Hazard(27)
  void doesNotOverwriteWithADamagedStream() {
    bench.single(20 * MIB);
    bench.source.interfere(TransferBench.flipping(1_000, 99));
    assertThat(copy()).isInstanceOf(TransferResult.SourceDamaged.class);
    assertThat(bench.destination.has(TO)).isFalse();
  }

  @Test
  @Hazard({26, 27})
  void provesAnObjectOfItsOwnBoundariesByTheCombinedChecksum() {
    bench.single(70 * MIB);
    assertCopied(copy(), new Proof.Digest("CRC32C", false));
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(5);
    assertThat(bench.sent(Operation.HEAD)).isZero();
    assertThat(bench.sent(Operation.GET)).isZero();
  }

  @Test
  @Hazard({25, 27})
  void provesByMd5OfPartsWhereNothingElseIsChecked() {
    bench.destination.set(Quirk.IGNORES_CHECKSUMS, true);
    bench.destination.set(Quirk.IGNORES_CONTENT_MD5, true);
    bench.destinationCan = ONLY_ETAGS;
    bench.opaque(20 * MIB);
    assertCopied(copy(), new Proof.Digest("MD5", false));
    assertThat(bench.sent(Operation.GET)).isZero();
  }

  @Test
  @Hazard({25, 27})
  void provesByAChecksumWhereETagsMeanNothing() {
    bench.destination.set(Quirk.OPAQUE_ETAGS, true);
    bench.destinationCan = ONLY_CHECKSUMS;
    bench.parted(bytes(20 * MIB), 10 * MIB, 10 * MIB);
    assertCopied(copy(), new Proof.Digest("CRC32C", false));
    assertThat(bench.read(Operation.HEAD)).isZero();
  }

  @Test
  @Hazard({25, 27})
  void readsBackWhatNothingElseProves() {
    bench.destination.set(Quirk.OPAQUE_ETAGS, true);
    bench.destination.set(Quirk.IGNORES_CHECKSUMS, true);
    bench.destination.set(Quirk.ADDS_NO_CHECKSUM, true);
    bench.destinationCan = PLAIN;
    bench.single(70 * MIB);
    assertCopied(copy(), new Proof.ReadBack());
    assertThat(bench.sent(Operation.GET)).isEqualTo(2);
  }

  @Test
  @Hazard(27)
  void completesNothingThatContradictsTheSourcesETag() {
    bench.parted(bytes(40 * MIB), 20 * MIB, 20 * MIB);
    bench.source.interfere(TransferBench.flipping(1_000, 99));
    assertThat(copy()).isInstanceOf(TransferResult.SourceDamaged.class);
    assertThat(bench.sent(Operation.COMPLETE_UPLOAD)).isZero();
    assertThat(bench.destination.has(TO)).isFalse();
  }

  @Test
  @Hazard(27)
  void asksForTheRealBoundariesBeforeItCallsBytesDamaged() {
    bench.parted(bytes(24 * MIB), 8 * MIB, 8 * MIB, 8 * MIB);
    bench.source.interfere(TransferBench.flipping(1_000, 1));
    assertCopied(copy(), new Proof.EqualEtags());
    assertThat(bench.sent(Operation.UPLOAD_PART)).isEqualTo(6);
    assertThat(bench.sent(Operation.COMPLETE_UPLOAD)).isEqualTo(1);
  }

  @Test
  @Hazard({18, 39})
  void completesNothingWhenTheSourceChangesMidway() {
    ObjectState old = bench.parted(bytes(40 * MIB), 10 * MIB, 10 * MIB, 10 * MIB, 10 * MIB);
    bench.source.interfere(
        TransferBench.before(
            Operation.GET,
            3,
            () -> bench.source.put(KEY, TransferBench.attributes(), Synthetic.of(5, 40 * MIB))));
    assertThat(bench.transfer().copy(order(old))).isInstanceOf(TransferResult.SourceChanged.class);
    assertThat(bench.sent(Operation.COMPLETE_UPLOAD)).isZero();
    assertThat(bench.destination.has(TO)).isFalse();
  }

  @Test
  @Hazard(18)
  void cutsAStreamOffWhenTheSourceChanges() {
    ObjectState old = bench.single(40 * MIB);
    bench.source.interfere(TransferBench.before(Operation.GET, 3, () -> bench.source.remove(KEY)));
    assertThat(bench.transfer().copy(order(old))).isInstanceOf(TransferResult.SourceChanged.class);
    assertThat(bench.destination.has(TO)).isFalse();
    bench.parted(bytes(60 * MIB), 30 * MIB, 30 * MIB);
    ObjectState large = bench.sourceState();
    bench.source.interfere(TransferBench.before(Operation.GET, 3, () -> bench.source.remove(KEY)));
    assertThat(bench.transfer().copy(order(large)))
        .isInstanceOf(TransferResult.SourceChanged.class);
    assertThat(bench.destination.has(TO)).isFalse();
  }

  @Test
  void sourceFailuresInsideAStreamAreTheSources() {
    bench.single(40 * MIB);
    Failure slow = new Failure.Throttled("the source is slow", 0);
    bench.source.interfere(
        TransferBench.before(
            Operation.GET,
            2,
            () -> {
              throw new StoreException(slow);
            }));
    assertThatThrownBy(this::copy)
        .isInstanceOfSatisfying(
            StoreException.class, thrown -> assertThat(thrown.failure()).isEqualTo(slow));
  }

  @Test
  @Hazard(37)
  void refusesWhatTheDestinationCannotHold() {
    ObjectState state = bench.single(1);
    Incarnation huge =
        new Incarnation(
            state.etag(),
            StoreLimits.AMAZON.maxObject() + 1,
            state.incarnation().lastModified(),
            null);
    ObjectState large =
        new ObjectState(huge, state.metadata(), state.storage(), List.of(), null, 0);
    assertThat(bench.transfer().copy(order(large))).isInstanceOf(TransferResult.Impossible.class);
    assertThat(bench.destination.calls()).isEmpty();
  }

  @Test
  void staysWithinItsMemoryWhateverTheSize() {
    TransferBench tight = new TransferBench(32 * MIB, 8);
    long size = 320 * MIB;
    long[] sizes = new long[20];
    java.util.Arrays.fill(sizes, 16 * MIB);
    for (InMemoryStore store : List.of(tight.source, tight.destination)) {
      store.set(Quirk.OPAQUE_ETAGS, true);
      store.set(Quirk.ADDS_NO_CHECKSUM, true);
    }
    tight.destinationCan = ONLY_CHECKSUMS;
    tight.parted(bytes(size), sizes);
    TransferResult result = tight.transfer().copy(order(tight.sourceState()));
    assertThat(result).isInstanceOf(Copied.class);
    assertThat(tight.pool.highWater()).isBetween(16 * MIB, 32 * MIB);
    assertThat(tight.pool.inUse()).isZero();
  }
}
