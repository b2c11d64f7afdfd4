package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.demo.SharedServers.Bucket;
import dev.longhaul.effect.Workers;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Completion;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.transfer.BufferPool;
import dev.longhaul.transfer.CopyOrder;
import dev.longhaul.transfer.Means;
import dev.longhaul.transfer.PartwiseTransfer;
import dev.longhaul.transfer.Proof;
import dev.longhaul.transfer.StoreLimits;
import dev.longhaul.transfer.Transfer;
import dev.longhaul.transfer.TransferEnd;
import dev.longhaul.transfer.TransferResult;
import dev.longhaul.transfer.TransferResult.Copied;
import dev.longhaul.transfer.UploadSweeper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Transfers between real servers: what they say of their own writes is enough, or made enough.
final class TransferOnServersTest {
  private static final int MIB = 1 << 20;
  private static final ObjectKey KEY = ObjectKey.of("from/a key");
  private static final ObjectKey TO = ObjectKey.of("to/a key");

  /// What both servers were seen to do; see the probe.
  private static final Capabilities SEEN =
      new Capabilities(
          new Capabilities.Preconditions(true, true, true, true, true),
          new Capabilities.Etags(true, true),
          new TreeSet<>(List.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32C)),
          true,
          Capabilities.TagSupport.NONE,
          new TreeSet<>(),
          new TreeMap<>(),
          false);

  /// A store that takes small PUTs only, so that objects come in parts of our own soon.
  private static final StoreLimits SMALL_PUTS =
      new StoreLimits(10_000, 5L * MIB, 5L << 30, 17L * MIB, 5L << 40);

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Workers workers = new SystemWorkers();
  private final BufferPool pool = new BufferPool(64L * MIB, workers);
  private final Means means =
      new Means(pool, ledger.uploads(), new SystemClock(), new SystemRandomness(), workers, 4);

  /// From which server to which.
  enum Pair {
    MOCK_TO_PROXY,
    PROXY_TO_MOCK,
    MOCK_TO_MOCK;

    Bucket source() {
      return this == PROXY_TO_MOCK ? SharedServers.onS3Proxy() : SharedServers.onS3Mock();
    }

    Bucket destination() {
      return this == MOCK_TO_PROXY ? SharedServers.onS3Proxy() : SharedServers.onOtherS3Mock();
    }
  }

  /// A pair of empty buckets and a transfer between them.
  private final class Scene {
    final ObjectStore source;
    final ObjectStore destination;
    final TransferEnd end;
    final Transfer transfer;

    Scene(Pair pair) {
      source = WireStores.store(pair.source());
      destination = WireStores.store(pair.destination());
      end = new TransferEnd(destination, () -> SEEN, SMALL_PUTS);
      transfer =
          new PartwiseTransfer(new TransferEnd(source, () -> SEEN, StoreLimits.AMAZON), end, means);
    }

    TransferResult copy() {
      Precondition precondition = new Precondition.IfAbsent();
      if (destination.reader().head(TO) instanceof Lookup.Found(ObjectState there)) {
        precondition = new Precondition.IfMatch(there.etag());
      }
      return transfer.copy(new CopyOrder(KEY, TO, state(source, KEY), attributes(), precondition));
    }

    void assertCopied(TransferResult result, Proof proof) {
      assertThat(result)
          .isInstanceOfSatisfying(
              Copied.class, copied -> assertThat(copied.proof()).isEqualTo(proof));
      ObjectState arrived = state(destination, TO);
      assertThat(arrived.size()).isEqualTo(state(source, KEY).size());
      assertThat(arrived.metadata().user()).isEqualTo(attributes().metadata().user());
      if (proof instanceof Proof.EqualEtags) {
        assertThat(arrived.etag()).isEqualTo(state(source, KEY).etag());
      }
    }
  }

  private static ObjectState state(ObjectStore store, ObjectKey key) {
    if (store.reader().head(key) instanceof Lookup.Found(ObjectState state)) {
      return state;
    }
    throw new AssertionError("no key " + key);
  }

  private static ObjectAttributes attributes() {
    TreeMap<String, String> user = new TreeMap<>();
    user.put("colour", "blue");
    return ObjectAttributes.of(new Metadata(user, SystemHeaders.NONE), Tags.NONE);
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static void put(ObjectStore store, int size) {
    store
        .writer()
        .put(KEY, attributes(), Body.of(bytes(size), BodyDigest.NONE), new Precondition.None());
  }

  private static void upload(ObjectStore store, int... sizes) {
    byte[] all = bytes(Arrays.stream(sizes).sum());
    UploadId id = store.uploads().create(KEY, attributes(), null);
    List<UploadedPart> parts = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      byte[] part = Arrays.copyOfRange(all, from, from + size);
      Body body = Body.of(part, BodyDigest.NONE);
      parts.add(store.uploads().upload(KEY, id, parts.size() + 1, body));
      from += size;
    }
    store.uploads().complete(KEY, id, new Completion(parts, new Precondition.None(), null));
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(pool.inUse()).isZero();
    assertThat(ledger.uploads().open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @Hazard({25, 38})
  void smallObjectsKeepTheirETags(Pair pair) {
    Scene scene = new Scene(pair);
    for (int size : new int[] {0, 1, 10_000, 17 * MIB}) {
      put(scene.source, size);
      scene.assertCopied(scene.copy(), new Proof.EqualEtags());
    }
    upload(scene.source, 3 * MIB);
    scene.assertCopied(scene.copy(), new Proof.EqualEtags());
  }

  @ParameterizedTest
  @EnumSource
  @Hazard({26, 38})
  void objectsOfSeveralPartsKeepTheirETags(Pair pair) {
    Scene scene = new Scene(pair);
    upload(scene.source, 8 * MIB, 8 * MIB, 5 * MIB);
    scene.assertCopied(scene.copy(), new Proof.EqualEtags());
    upload(scene.source, 20 * MIB, 4 * MIB);
    TransferResult streamed = scene.copy();
    assertThat(streamed).isInstanceOf(Copied.class);
    assertThat(state(scene.destination, TO).size()).isEqualTo(24L * MIB);
  }

  @ParameterizedTest
  @EnumSource
  @Hazard({26, 27})
  void objectsOfOurOwnPartsAreProvedAllTheSame(Pair pair) {
    Scene scene = new Scene(pair);
    put(scene.source, 18 * MIB);
    TransferResult result = scene.copy();
    assertThat(result).isInstanceOf(Copied.class);
    assertThat(((Copied) result).proof()).isInstanceOf(Proof.Digest.class);
  }

  @ParameterizedTest
  @EnumSource
  @Hazard(38)
  void attributesChangeInPlace(Pair pair) {
    Scene scene = new Scene(pair);
    upload(scene.destination, 8 * MIB, 8 * MIB, 5 * MIB);
    ObjectState before = state(scene.destination, KEY);
    ObjectAttributes plain = ObjectAttributes.of(Metadata.NONE, Tags.NONE);
    assertThat(scene.transfer.rewrite(KEY, before, plain)).isInstanceOf(Copied.class);
    ObjectState after = state(scene.destination, KEY);
    assertThat(after.etag()).isEqualTo(before.etag());
    assertThat(after.metadata().user()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @Hazard({39, 40})
  void abandonedUploadsAreGone(Pair pair) {
    Scene scene = new Scene(pair);
    upload(scene.source, 8 * MIB, 8 * MIB, 5 * MIB);
    Means narrow = new Means(pool, ledger.uploads(), means.clock(), means.randomness(), workers, 1);
    ObjectStore failing = FailingStore.afterParts(scene.destination, 2);
    Transfer cut =
        new PartwiseTransfer(
            new TransferEnd(scene.source, () -> SEEN, StoreLimits.AMAZON),
            new TransferEnd(failing, () -> SEEN, StoreLimits.AMAZON),
            narrow);
    CopyOrder order =
        new CopyOrder(KEY, TO, state(scene.source, KEY), attributes(), new Precondition.IfAbsent());
    assertThatThrownBy(() -> cut.copy(order)).hasMessage("cut");
    assertThat(scene.destination.uploads().open(TO)).hasSize(1);
    assertThat(new UploadSweeper(scene.end, means).abortAll(_ -> false)).isEqualTo(1);
    assertThat(scene.destination.uploads().open(TO)).isEmpty();
  }
}
