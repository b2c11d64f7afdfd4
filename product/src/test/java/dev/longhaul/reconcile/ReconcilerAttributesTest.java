package dev.longhaul.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.route.KeyMapping;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.Completion;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.Quirk;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What travels with the bytes, and under which key.
class ReconcilerAttributesTest {
  private static final ObjectKey KEY = ObjectKey.of("k");
  private static final long MIB = 1L << 20;

  private Bench bench = Bench.plain();

  private static Content zeros(long size) {
    return Content.of(new byte[(int) size]);
  }

  @Test
  void tagsThatChangeWhileOthersAreSentAreNotTakenForLost() {
    bench.source.put("k", "x");
    bench.event("k");
    bench.source.tag(KEY, new Tags(new TreeMap<>(Map.of("team", "red"))));
    Tags blue = new Tags(new TreeMap<>(Map.of("team", "blue")));
    bench.destination.interfere(
        When.after(Operation.PUT_TAGS, 1, () -> bench.source.tag(KEY, blue)));

    assertThat(bench.event("k")).isEqualTo(new Outcome.Updated(KEY));
    bench.assertEqualSides("k");
  }

  @Test
  @Hazard({41, 44})
  void metadataTravels() {
    bench.source.put(KEY, Bench.named("name", "é 日本"), Bench.bytes("x"));
    bench.event("k");
    bench.assertEqualSides("k");
    bench.source.put(KEY, Bench.named("name", "other"), Bench.bytes("x"));
    bench.forgetCalls();
    assertThat(bench.event("k")).isEqualTo(new Outcome.Updated(KEY));
    bench.assertEqualSides("k");
    assertThat(bench.destination.count(Operation.COPY)).isEqualTo(1);
  }

  @Test
  void whatTheDestinationDoesNotCopyOntoItselfIsSentAgain() {
    for (int status : new int[] {501, 400}) {
      bench = Bench.plain();
      bench.source.put(KEY, Bench.named("a", "b"), Bench.bytes("x"));
      bench.destination.put("k", "x");
      Failure refusal = new Failure.Refused("to itself without change", status, "InvalidRequest");
      bench.destination.interfere(When.refused(Operation.COPY, new StoreException(refusal)));
      assertThat(bench.scan("k")).isInstanceOf(Outcome.Copied.class);
      bench.assertEqualSides("k");
    }
  }

  @Test
  @Hazard(44)
  void whatTheDestinationOnlySeemsToCopyOntoItselfIsSentAgain() {
    bench.source.put(KEY, Bench.named("a", "b"), Bench.bytes("x"));
    bench.destination.put("k", "x");
    bench.destination.interfere(
        When.after(Operation.COPY, 1, () -> bench.destination.put("k", "x")));
    assertThat(bench.scan("k")).isInstanceOf(Outcome.Copied.class);
    bench.assertEqualSides("k");
  }

  @Test
  @Hazard(38)
  void metadataOfAnObjectOfPartsIsReplacedWithoutItsBytes() {
    putInParts("before", 5 * MIB, MIB);
    bench.event("k");
    ETag etag = bench.at(bench.destination, "k").etag();
    assertThat(etag.parts()).isEqualTo(2);
    putInParts("after", 5 * MIB, MIB);
    bench.forgetCalls();
    assertThat(bench.scan("k")).isEqualTo(new Outcome.Updated(KEY));
    bench.assertEqualSides("k");
    assertThat(bench.at(bench.destination, "k").etag()).isEqualTo(etag);
    assertThat(bench.source.count(Operation.GET)).isZero();
    assertThat(bench.destination.count(Operation.COPY_PART)).isEqualTo(2);
    assertThat(bench.destination.openUploads()).isEmpty();
  }

  private void putInParts(String name, long... sizes) {
    var uploads = bench.source.ports().uploads();
    var id = uploads.create(KEY, Bench.named("name", name), null);
    List<UploadedPart> parts = new ArrayList<>();
    for (long size : sizes) {
      parts.add(uploads.upload(KEY, id, parts.size() + 1, zeros(size).toBody()));
    }
    uploads.complete(KEY, id, new Completion(parts, new Precondition.None(), null));
  }

  private static Capabilities checking(ChecksumAlgorithm algorithm) {
    Capabilities proved = States.proved();
    return new Capabilities(
        proved.preconditions(),
        proved.etags(),
        new TreeSet<>(List.of(algorithm)),
        proved.contentMd5Checked(),
        proved.tags(),
        proved.refusedKeys(),
        proved.storageClasses(),
        proved.readsVersions());
  }

  @Test
  @Hazard(38)
  void anObjectThatWasCutOtherwiseIsKnownToBeEqualAfterItsMetadataWasReplaced() {
    bench.proved = checking(ChecksumAlgorithm.CRC32C);
    putInParts("before", 6 * MIB, 5 * MIB, 5 * MIB);
    bench.event("k");
    assertThat(bench.at(bench.destination, "k").etag())
        .isNotEqualTo(bench.at(bench.source, "k").etag());
    putInParts("after", 6 * MIB, 5 * MIB, 5 * MIB);
    assertThat(bench.scan("k")).isEqualTo(new Outcome.Updated(KEY));
    bench.forgetCalls();

    assertThat(bench.scan("k")).isEqualTo(new Outcome.Equal(KEY));
    assertThat(bench.source.count(Operation.GET)).isZero();
    assertThat(bench.destination.count(Operation.CREATE_UPLOAD)).isZero();
  }

  @Test
  @Hazard(41)
  void metadataThatNoStoreTakesParksTheKey() {
    bench.source.put(KEY, Bench.named("name", "x".repeat(2044)), Bench.bytes("x"));
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    ObjectKey larger = ObjectKey.of("larger");
    bench.source.put(larger, Bench.named("name", "x".repeat(2045)), Bench.bytes("x"));
    bench.assertParked(bench.event("larger"), ParkReason.METADATA_UNREPRESENTABLE);
    assertThat(bench.destination.has(larger)).isFalse();
  }

  @Test
  @Hazard(45)
  void tagsTravelAndTagsAloneAreReplaced() {
    bench.source.put(KEY, Bench.tagged(States.TAGGED), Bench.bytes("x"));
    bench.event("k");
    bench.assertEqualSides("k");
    bench.source.tag(KEY, new Tags(new TreeMap<>(Map.of("team", "red"))));
    bench.forgetCalls();
    assertThat(bench.event("k")).isEqualTo(new Outcome.Updated(KEY));
    bench.assertEqualSides("k");
    assertThat(bench.destination.count(Operation.PUT_TAGS)).isEqualTo(1);
    bench.source.tag(KEY, Tags.NONE);
    bench.event("k");
    bench.assertEqualSides("k");
  }

  @Test
  @Hazard(45)
  void tagsThatMayNotBeReadParkTheKey() {
    bench.source.put("k", "x");
    bench.source.set(Quirk.TAGS_FORBIDDEN, true);
    bench.sourceProved = States.tags(States.proved(), TagSupport.UNKNOWN);
    bench.assertParked(bench.event("k"), ParkReason.TAGS_FORBIDDEN);
    bench.policy = States.policy(Policy.Deletes.KEEP, Policy.TagRule.IGNORE);
    assertThat(bench.event("k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.ledger.parked().all()).describedAs("released once equal").isEmpty();
  }

  @Test
  @Hazard(45)
  void anUnknownStoreIsAskedForTagsUntilItSendsACount() {
    bench.sourceProved = States.tags(States.proved(), TagSupport.UNKNOWN);
    bench.source.put(ObjectKey.of("a"), Bench.tagged(Tags.NONE), Bench.bytes("x"));
    bench.source.put(ObjectKey.of("b"), Bench.tagged(States.TAGGED), Bench.bytes("x"));
    bench.source.put(ObjectKey.of("c"), Bench.tagged(Tags.NONE), Bench.bytes("x"));
    Reconciler reconciler = bench.reconciler();
    reconciler.reconcile(Bench.hint("a"));
    reconciler.reconcile(Bench.hint("b"));
    assertThat(bench.source.count(Operation.GET_TAGS)).isEqualTo(2);
    reconciler.reconcile(Bench.hint("c"));
    assertThat(bench.source.count(Operation.GET_TAGS)).isEqualTo(2);
    bench.assertEqualSides("b");
  }

  @Test
  @Hazard(45)
  void tagsOfTheCurrentVersionAreReadWhereVersionsAreForbidden() {
    bench = new Bench(new InMemoryStore("from", Quirk.VERSIONED), new InMemoryStore("to"));
    Failure denied = new Failure.WrongCredentials("403 AccessDenied", 403, "AccessDenied");
    bench.source.interfere(Interference.failing(Operation.GET_TAGS, 1, denied));
    bench.source.put(KEY, Bench.tagged(States.TAGGED), Bench.bytes("x"));
    Reconciler reconciler = bench.reconciler();
    assertThat(reconciler.reconcile(Bench.hint("k"))).isInstanceOf(Outcome.Copied.class);
    bench.assertEqualSides("k");
    assertThat(bench.source.count(Operation.HEAD)).describedAs("still the same?").isEqualTo(1);
    bench.source.put(KEY, Bench.tagged(States.TAGGED), Bench.bytes("y"));
    reconciler.reconcile(Bench.hint("k"));
    assertThat(bench.source.count(Operation.GET_TAGS)).isEqualTo(3);
  }

  @Test
  @Hazard(45)
  void aStoreWithoutTagsIsAskedOnce() {
    bench.sourceProved = States.tags(States.proved(), TagSupport.UNKNOWN);
    bench.source.set(Quirk.NO_TAGS, true);
    bench.source.put("a", "x");
    bench.source.put("b", "x");
    Reconciler reconciler = bench.reconciler();
    assertThat(reconciler.reconcile(Bench.hint("a"))).isInstanceOf(Outcome.Copied.class);
    assertThat(reconciler.reconcile(Bench.hint("b"))).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.source.count(Operation.GET_TAGS)).isEqualTo(1);
  }

  @Test
  @Hazard(45)
  void tagsThatTheDestinationDropsParkTheKey() {
    bench = Bench.to(Quirk.DROPS_TAGS);
    bench.mode = Mode.FLEET;
    bench.source.put(KEY, Bench.tagged(States.TAGGED), Bench.bytes("x"));
    bench.assertParked(bench.event("k"), ParkReason.METADATA_UNREPRESENTABLE);
    assertThat(bench.destination.count(Operation.PUT_TAGS)).isEqualTo(1);
  }

  @Test
  @Hazard(47)
  void aClassThatIsNotMappedBecomesTheBucketsOwn() {
    bench.source.put(KEY, inClass("STANDARD_IA"), Bench.bytes("x"));
    bench.source.put(ObjectKey.of("m"), inClass("ONEZONE_IA"), Bench.bytes("x"));
    bench.policy =
        new Policy(
            Policy.Deletes.KEEP,
            Policy.TagRule.COPY,
            new TreeMap<>(Map.of("ONEZONE_IA", "INTELLIGENT_TIERING")),
            null,
            Policy.Compare.LISTING);
    bench.event("k");
    bench.event("m");
    assertThat(bench.at(bench.destination, "k").attributes().storageClass()).isNull();
    assertThat(bench.at(bench.destination, "m").attributes().storageClass())
        .isEqualTo("INTELLIGENT_TIERING");
  }

  private static ObjectAttributes inClass(String name) {
    var plain = Bench.tagged(Tags.NONE);
    return new ObjectAttributes(plain.metadata(), plain.tags(), name, plain.encryption());
  }

  // Keys.

  @Test
  @Hazard(53)
  void folderMarkersAreKeysLikeOthers() {
    bench.source.put("d", "file");
    bench.source.put("d/", "12345");
    bench.source.put("d/x", "");
    for (String key : new String[] {"d", "d/", "d/x"}) {
      assertThat(bench.event(key)).isInstanceOf(Outcome.Copied.class);
      bench.assertEqualSides(key);
    }
  }

  @Test
  @Hazard(55)
  void composedAndDecomposedLettersAreTwoKeys() {
    String composed = Normalizer.normalize("é", Normalizer.Form.NFC);
    String decomposed = Normalizer.normalize("é", Normalizer.Form.NFD);
    bench.source.put(composed, "one");
    bench.source.put(decomposed, "two");
    bench.event(composed);
    bench.event(decomposed);
    assertThat(bench.text(composed)).isEqualTo("one");
    assertThat(bench.text(decomposed)).isEqualTo("two");
  }

  @Test
  @Hazard(52)
  void aKeyThatTheDestinationCannotHoldIsParked() {
    bench.source.put("a//b", "x");
    bench.destination.set(Quirk.REFUSES_ODD_KEYS, true);
    bench.assertParked(bench.event("a//b"), ParkReason.KEY_UNREPRESENTABLE);
    bench.destination.set(Quirk.REFUSES_ODD_KEYS, false);
    assertThat(bench.event("a//b")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.ledger.parked().all()).isEmpty();
  }

  @Test
  @Hazard(52)
  void aKeyWithoutAPlaceUnderTheDestinationsPrefixIsParked() {
    String longest = "k".repeat(1024);
    bench.source.put(longest, "x");
    bench.mapping = new KeyMapping(KeyPrefix.NONE, KeyPrefix.of("p/"));
    bench.assertParked(bench.event(longest), ParkReason.KEY_UNREPRESENTABLE);
    assertThat(bench.requests()).isZero();
  }

  @Test
  @Hazard(78)
  void aKeyOutsideTheRouteIsLeftAlone() {
    bench.mapping = new KeyMapping(KeyPrefix.of("in/"), KeyPrefix.NONE);
    bench.source.put("out", "x");
    bench.destination.put("out", "y");
    assertThat(bench.event("out")).isEqualTo(new Outcome.Kept(ObjectKey.of("out")));
    assertThat(bench.requests()).isZero();
    bench.source.put("in/k", "x");
    assertThat(bench.event("in/k")).isInstanceOf(Outcome.Copied.class);
    assertThat(bench.text("k")).isEqualTo("x");
  }
}
