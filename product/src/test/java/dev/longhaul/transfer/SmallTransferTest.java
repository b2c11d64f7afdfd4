package dev.longhaul.transfer;

import static dev.longhaul.transfer.TransferBench.AMAZON;
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
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.transfer.TransferResult.Copied;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Objects that fit into memory: one GET, one PUT.
class SmallTransferTest {
  private final TransferBench bench = new TransferBench();

  @AfterEach
  void allMemoryIsGivenBack() {
    assertThat(bench.pool.inUse()).isZero();
    assertThat(bench.pool.highWater()).isLessThanOrEqualTo(bench.pool.budget());
    assertThat(bench.destination.openUploads()).isEmpty();
    assertThat(bench.ledger.uploads().open()).isEmpty();
  }

  private TransferResult fetchAndStore() {
    try (Fetched fetched = bench.transfer().fetch(KEY, null)) {
      assertThat(fetched).isInstanceOf(Fetched.Held.class);
      Fetched.Held held = (Fetched.Held) fetched;
      return bench.transfer().store(held, order(held.state()));
    }
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
  @ValueSource(longs = {0, 1, 10_240, 65_536, 65_537, 1 << 20, 16 << 20})
  void takesTwoRequestsAndEqualETagsForProof(long size) {
    bench.single(size);
    TransferResult result = fetchAndStore();
    assertThat(bench.source.calls()).hasSize(1);
    assertThat(bench.destination.calls()).hasSize(1);
    assertCopied(result, new Proof.EqualEtags());
  }

  @Test
  void copiesAPinnedObjectTheSameWay() {
    ObjectState state = bench.single(10_000);
    TransferResult result = bench.transfer().copy(order(state));
    assertThat(bench.source.calls()).hasSize(1);
    assertThat(bench.destination.calls()).hasSize(1);
    assertCopied(result, new Proof.EqualEtags());
  }

  @Test
  @Hazard(27)
  void forwardsTheSourcesOwnDigestInsteadOfHashing() {
    bench.single(10_000);
    try (Fetched fetched = bench.transfer().fetch(KEY, null)) {
      Fetched.Held held = (Fetched.Held) fetched;
      assertThat(held.body().digest().contentMd5())
          .isEqualTo(Trust.md5(held.state().etag()).base64());
    }
    bench.destinationCan = ONLY_CHECKSUMS;
    bench.sourceCan = PLAIN;
    try (Fetched fetched = bench.transfer().fetch(KEY, null)) {
      Fetched.Held held = (Fetched.Held) fetched;
      assertThat(held.body().digest().checksum()).isIn(held.state().checksums());
    }
  }

  @Test
  @Hazard({25, 27})
  void provesByADigestTheDestinationChecks() {
    bench.source.set(Quirk.ADDS_NO_CHECKSUM, true);
    bench.destination.set(Quirk.OPAQUE_ETAGS, true);
    bench.destinationCan = ONLY_CHECKSUMS;
    bench.single(10_000);
    assertCopied(fetchAndStore(), new Proof.Digest("MD5", true));
    assertThat(bench.destination.calls()).hasSize(1);
  }

  @Test
  @Hazard({25, 27})
  void hashesItselfWhenTheSourceHoldsNothing() {
    bench.source.set(Quirk.ADDS_NO_CHECKSUM, true);
    bench.sourceCan = PLAIN;
    bench.destinationCan = ONLY_CHECKSUMS;
    bench.single(10_000);
    assertCopied(fetchAndStore(), new Proof.Digest("CRC32C", false));
    assertThat(bench.destination.calls()).hasSize(1);
  }

  @Test
  void learnsFromEqualETagsThatTheSourcesAreMd5s() {
    bench.sourceCan = PLAIN;
    bench.single(10_000);
    assertCopied(fetchAndStore(), new Proof.EqualEtags());
  }

  @Test
  @Hazard({25, 31})
  void readsBackFromAStoreThatProvesNothing() {
    bench.source.set(Quirk.ADDS_NO_CHECKSUM, true);
    bench.destination.set(Quirk.OPAQUE_ETAGS, true);
    bench.destination.set(Quirk.IGNORES_CHECKSUMS, true);
    bench.destination.set(Quirk.IGNORES_CONTENT_MD5, true);
    bench.destinationCan = PLAIN;
    bench.single(10_000);
    assertCopied(fetchAndStore(), new Proof.ReadBack());
    assertThat(bench.sent(Operation.HEAD)).isEqualTo(1);
    assertThat(bench.sent(Operation.GET)).isEqualTo(1);
  }

  @Test
  @Hazard({31, 34})
  void seesThatAStoreKeptOtherBytes() {
    bench.destination.set(Quirk.KEEPS_CHUNK_FRAMES, true);
    bench.destination.set(Quirk.OPAQUE_ETAGS, true);
    bench.destinationCan = PLAIN;
    bench.single(10_000);
    TransferResult result = fetchAndStore();
    assertThat(result).isNotInstanceOf(Copied.class);
  }

  @Test
  @Hazard(27)
  void readsAgainWhenTheFirstHopFlippedABit() {
    bench.single(10_000);
    bench.source.interfere(TransferBench.flipping(5_000, 1));
    assertCopied(fetchAndStore(), new Proof.EqualEtags());
    assertThat(bench.read(Operation.GET)).isEqualTo(2);
    assertThat(bench.sent(Operation.PUT)).isEqualTo(2);
  }

  @Test
  @Hazard(27)
  void overwritesNothingWithDamagedBytes() {
    bench.single(10_000);
    bench.destination.put(TO.text(), "good");
    bench.source.interfere(TransferBench.flipping(5_000, 99));
    try (Fetched fetched = bench.transfer().fetch(KEY, null)) {
      Fetched.Held held = (Fetched.Held) fetched;
      Precondition precondition = new Precondition.IfMatch(bench.destination.object(TO).etag());
      TransferResult result = bench.transfer().store(held, order(held.state(), precondition));
      assertThat(result).isInstanceOf(TransferResult.SourceDamaged.class);
    }
    assertThat(bench.destination.object(TO).content().toBytes()).asString().isEqualTo("good");
  }

  @Test
  @Hazard(27)
  void comparesBeforeItWritesWhereTheDestinationChecksNothing() {
    bench.destinationCan = ONLY_ETAGS;
    bench.destination.set(Quirk.IGNORES_CONTENT_MD5, true);
    bench.destination.set(Quirk.IGNORES_CHECKSUMS, true);
    bench.single(10_000);
    bench.source.interfere(TransferBench.flipping(5_000, 1));
    assertCopied(fetchAndStore(), new Proof.EqualEtags());
    assertThat(bench.sent(Operation.PUT)).isEqualTo(1);
  }

  @Test
  @Hazard(32)
  void givesMemoryBackWhenABodyBreaksOff() {
    bench.single(10_000);
    bench.source.interfere(Interference.cutting(1, 10));
    assertThatThrownBy(this::fetchAndStore).hasMessageContaining("cut off");
    assertThat(bench.pool.inUse()).isZero();
  }

  @Test
  @Hazard(27)
  void sendsNoDamageWhereTheDestinationChecksNoDigestOfTheSource() {
    bench.source.set(Quirk.ADDS_NO_CHECKSUM, true);
    bench.destinationCan = TransferBench.CRC_AND_ETAGS;
    bench.single(10_000);
    bench.source.interfere(TransferBench.flipping(5_000, 1));
    assertThat(fetchAndStore()).isInstanceOf(TransferResult.Copied.class);
    assertThat(bench.arrived(KEY, TO)).isTrue();
    assertThat(bench.destination.count(Operation.PUT)).isEqualTo(1);
    bench.destination.remove(TO);
    bench.source.interfere(TransferBench.flipping(5_000, 99));
    assertThat(fetchAndStore()).isInstanceOf(TransferResult.SourceDamaged.class);
    assertThat(bench.destination.has(TO)).isFalse();
  }

  @Test
  @Hazard(27)
  void seesABitFlippedInOurMemoryAfterHashing() {
    bench.source.set(Quirk.ADDS_NO_CHECKSUM, true);
    bench.sourceCan = PLAIN;
    bench.destinationCan = ONLY_CHECKSUMS;
    bench.single(10_000);
    try (Fetched fetched = bench.transfer().fetch(KEY, null)) {
      Fetched.Held held = (Fetched.Held) fetched;
      PooledBody body = (PooledBody) held.body();
      bench.source.interfere(TransferBench.flipping(7, 1));
      new SourceReader(bench.source.ports().reader())
          .fill(
              Stretch.whole(new Pinned(KEY, held.state().incarnation())),
              body.chunks(),
              () -> Digester.NOTHING);
      TransferResult result = bench.transfer().store(held, order(held.state()));
      assertCopied(result, new Proof.Digest("CRC32C", false));
    }
    assertThat(bench.sent(Operation.PUT)).isEqualTo(2);
  }

  @Test
  @Hazard(18)
  void fetchesOnlyThePinnedIncarnation() {
    ObjectState old = bench.single(10_000);
    bench.single(10_001);
    assertThat(bench.transfer().fetch(KEY, old.incarnation())).isInstanceOf(Fetched.Changed.class);
    assertThat(bench.transfer().copy(order(old))).isInstanceOf(TransferResult.SourceChanged.class);
    bench.source.remove(KEY);
    assertThat(bench.transfer().fetch(KEY, null)).isInstanceOf(Fetched.Missing.class);
    assertThat(bench.transfer().copy(order(old))).isInstanceOf(TransferResult.SourceChanged.class);
    assertThat(bench.destination.calls()).isEmpty();
  }

  @Test
  void knowsButDoesNotReadALargeObject() {
    ObjectState state = bench.single(16 * MIB + 1);
    assertThat(bench.transfer().fetch(KEY, null)).isEqualTo(new Fetched.TooLarge(state));
    assertThat(bench.transfer().fetch(KEY, state.incarnation()))
        .isEqualTo(new Fetched.TooLarge(state));
    assertThat(bench.read(Operation.HEAD)).isEqualTo(1);
  }

  @Test
  void readsAgainRatherThanWaitForMemoryInsideARequest() {
    TransferBench tight = new TransferBench(20 * MIB, 1);
    tight.single(4 * MIB);
    Chunks all = tight.pool.take(16 * MIB);
    try (FetchApart waiting = new FetchApart(tight)) {
      waiting.start();
      waiting.untilItWaits();
      all.close();
      assertThat(waiting.fetched()).isInstanceOf(Fetched.Held.class);
    }
    assertThat(tight.read(Operation.GET)).isEqualTo(2);
    assertThat(tight.pool.inUse()).isZero();
  }

  /// A fetch on a thread of its own.
  private static final class FetchApart implements AutoCloseable {
    private final TransferBench bench;
    private final dev.longhaul.effect.Workers.Group group;
    private dev.longhaul.effect.Workers.Job<Fetched> job;

    FetchApart(TransferBench bench) {
      this.bench = bench;
      this.group = bench.workers.open("fetch");
      this.job = () -> new Fetched.Missing();
    }

    void start() {
      job = group.start(() -> bench.transfer().fetch(KEY, null));
    }

    /// Nobody gets memory at once while somebody waits for it.
    void untilItWaits() {
      while (bench.read(Operation.GET) == 0
          || (bench.read(Operation.GET) == 1
              && bench.pool.tryTake(MIB).map(this::back).isPresent())) {
        Thread.onSpinWait();
      }
    }

    private boolean back(Chunks chunks) {
      chunks.close();
      return true;
    }

    Fetched fetched() {
      return job.join();
    }

    @Override
    public void close() {
      job.join().close();
      group.close();
    }
  }

  @Test
  @Hazard(20)
  void writesNothingWhenThePreconditionFails() {
    bench.single(10_000);
    bench.destination.put(TO.text(), "somebody else's");
    assertThat(fetchAndStore()).isInstanceOf(TransferResult.DestinationChanged.class);
    assertThat(bench.destination.object(TO).content().size()).isEqualTo(15);
  }

  @Test
  @Hazard(30)
  void saysWhenItDoesNotKnow() {
    bench.single(10_000);
    bench.destination.interfere(Interference.losing(Operation.PUT, 1));
    assertThat(fetchAndStore()).isInstanceOf(TransferResult.Ambiguous.class);
  }

  @Test
  @Hazard(64)
  void letsThrottlingThrough() {
    bench.single(10_000);
    bench.destination.interfere(
        Interference.failing(Operation.PUT, 1, new Failure.Throttled("slow down", 0)));
    assertThatThrownBy(this::fetchAndStore).isInstanceOf(StoreException.class);
    bench.source.interfere(
        Interference.failing(Operation.GET, 1, new Failure.Throttled("slow down", 0)));
    assertThatThrownBy(this::fetchAndStore).isInstanceOf(StoreException.class);
  }

  @Test
  @Hazard(38)
  void writesASmallObjectOfOnePartAsOnePart() {
    bench.parted(bytes(3 * MIB), 3 * MIB);
    TransferResult result = fetchAndStore();
    assertCopied(result, new Proof.EqualEtags());
    assertThat(bench.destination.object(TO).etag().value()).endsWith("-1");
    assertThat(bench.read(Operation.HEAD)).isZero();
  }

  @Test
  @Hazard(38)
  void keepsTheBoundariesOfASmallObjectOfSeveralParts() {
    bench.parted(bytes(16 * MIB), 5 * MIB, 10 * MIB, MIB);
    assertCopied(fetchAndStore(), new Proof.EqualEtags());
    assertThat(bench.read(Operation.GET)).isEqualTo(1);
    assertThat(bench.destination.object(TO).partSizes()).isEqualTo(List.of(5 * MIB, 10 * MIB, MIB));
  }

  @Test
  @Hazard(38)
  void anEmptyObjectOfOnePartStaysOne() {
    bench.parted(bytes(0), 0);
    assertCopied(fetchAndStore(), new Proof.EqualEtags());
    assertThat(bench.destination.object(TO).etag().value()).endsWith("-1");
  }

  @Test
  @Hazard(25)
  void doesNotBotherWithPartsWhereETagsCannotMatch() {
    bench.parted(bytes(13 * MIB), 5 * MIB, 8 * MIB);
    bench.destinationCan = ONLY_CHECKSUMS;
    bench.destination.set(Quirk.OPAQUE_ETAGS, true);
    TransferResult result = fetchAndStore();
    assertThat(((Copied) result).proof()).isInstanceOf(Proof.Digest.class);
    assertThat(bench.sent(Operation.CREATE_UPLOAD)).isZero();
  }

  @Test
  void worksBeforeAnythingIsProved() {
    bench.destinationCan = Capabilities.UNPROVED;
    bench.sourceCan = AMAZON;
    bench.single(10_000);
    assertCopied(fetchAndStore(), new Proof.ReadBack());
  }
}
