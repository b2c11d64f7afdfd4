package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectAttributes.Encryption;
import dev.longhaul.store.Operation;
import dev.longhaul.store.fault.Asked;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.MemoryObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a route's policies make of the requests that `longhaul run` sends.
@Timeout(300)
final class WiredPoliciesTest {
  private static final ObjectKey KEY = ObjectKey.of("key");
  private static final String KMS = "x-amz-server-side-encryption-aws-kms-key-id";

  /// More than is read before anybody looked whether it is there already (decision 2).
  private static final String LARGE = "x".repeat(3 << 19);

  private WiredRun run;

  @BeforeEach
  void make(@TempDir Path folder) {
    run = new WiredRun(folder);
    run.from.store().put("always", "there");
  }

  @AfterEach
  void stop() {
    run.close();
  }

  private void put(String text, Map<String, String> metadata, Map<String, String> tags) {
    put(text, metadata, tags, null);
  }

  private void put(
      String text,
      Map<String, String> metadata,
      Map<String, String> tags,
      @Nullable String storageClass) {
    run.from
        .store()
        .put(
            KEY,
            new ObjectAttributes(
                new Metadata(new TreeMap<>(metadata), SystemHeaders.NONE),
                new Tags(new TreeMap<>(tags)),
                storageClass,
                new Encryption.BucketDefault()),
            Content.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// The only one of this kind among the requests.
  private static Asked only(List<Asked> requests, Operation kind) {
    return requests.stream()
        .filter(asked -> asked.operation() == kind)
        .reduce((one, other) -> {
          throw new AssertionError("there are two: " + requests);
        })
        .orElseThrow(() -> new AssertionError("there is none: " + requests));
  }

  private static List<Operation> kinds(List<Asked> requests) {
    return requests.stream().map(Asked::operation).toList();
  }

  @Test
  @Hazard(47)
  void storageClassesAreMappedAndOthersLeftToTheBucket() throws Exception {
    run.start("storage-classes: {GLACIER_IR: STANDARD_IA}");
    put("bytes", Map.of(), Map.of(), "GLACIER_IR");
    int before = run.to.requests().size();
    run.told("key", "copied");
    assertThat(only(WiredRun.since(run.to, before), Operation.PUT).header("x-amz-storage-class"))
        .isEqualTo("STANDARD_IA");

    put("more bytes", Map.of(), Map.of(), "ONEZONE_IA");
    int later = run.to.requests().size();
    run.told("key", "copied");
    assertThat(WiredRun.since(run.to, later))
        .as("it is there already, which the first of two finds out")
        .filteredOn(asked -> asked.operation() == Operation.PUT)
        .hasSize(2)
        .noneMatch(asked -> asked.headers().containsKey("x-amz-storage-class"));
  }

  @Test
  @Hazard({25, 48})
  void objectsUnderAKeyOfKmsAreProvedOtherwiseThanByTheirEtag() throws Exception {
    run.start("encryption-key: alias/copies", "audits: [{kind: listing, every: 1m}]");
    put("bytes", Map.of(), Map.of());
    int before = run.to.requests().size();
    run.told("key", "copied");
    Asked put = only(WiredRun.since(run.to, before), Operation.PUT);
    assertThat(put.headers())
        .containsEntry("x-amz-server-side-encryption", "aws:kms")
        .containsEntry(KMS, "alias/copies");
    assertThat(run.to.store().object(KEY).etag()).isNotEqualTo(run.from.store().object(KEY).etag());
    assertThat(run.log()).contains("copied key, 5 B").doesNotContain("proof equal-etags");

    MemoryObject copy = run.to.store().object(KEY);
    run.told("key", "equal");
    assertThat(run.to.store().object(KEY)).as("its receipt tells").isEqualTo(copy);
  }

  /// Nothing but what tells what the source has: one GET, dropped at its head since the object is
  /// larger than what is taken on the chance that it is new.
  private static void assertLookedAt(List<Asked> source) {
    assertThat(kinds(source))
        .containsOnly(Operation.GET, Operation.HEAD, Operation.GET_TAGS)
        .containsOnlyOnce(Operation.GET)
        .hasSizeLessThanOrEqualTo(6);
  }

  @Test
  @Hazard({45, 46})
  void aSmallObjectThatIsThereAlreadyCostsOneRefusedPut() throws Exception {
    run.start();
    put("bytes", Map.of(), Map.of("tag", "one"));
    run.told("key", "copied");
    run.from.store().tag(KEY, new Tags(new TreeMap<>(Map.of("tag", "two"))));
    int fromBefore = run.from.requests().size();
    int toBefore = run.to.requests().size();
    run.told("key", "updated");
    assertThat(kinds(WiredRun.since(run.from, fromBefore))).containsOnlyOnce(Operation.GET);
    assertThat(only(WiredRun.since(run.to, toBefore), Operation.PUT).headers())
        .as("so it stores nothing")
        .containsEntry("if-none-match", "*");
    only(WiredRun.since(run.to, toBefore), Operation.PUT_TAGS);
  }

  @Test
  @Hazard(45)
  void aChangeOfTagsAloneCarriesNoBytes() throws Exception {
    run.start();
    put(LARGE, Map.of("n", "1"), Map.of("tag", "one"));
    run.told("key", "copied");
    run.from.store().tag(KEY, new Tags(new TreeMap<>(Map.of("tag", "two"))));
    int fromBefore = run.from.requests().size();
    int toBefore = run.to.requests().size();
    run.told("key", "updated");

    assertLookedAt(WiredRun.since(run.from, fromBefore));
    assertThat(kinds(WiredRun.since(run.to, toBefore)))
        .containsOnly(Operation.HEAD, Operation.GET_TAGS, Operation.PUT_TAGS)
        .containsOnlyOnce(Operation.PUT_TAGS)
        .hasSizeLessThanOrEqualTo(5);
    assertThat(run.to.store().object(KEY).attributes().tags().values()).containsEntry("tag", "two");
  }

  @Test
  @Hazard(46)
  void aChangeOfMetadataAloneIsMadeWhereTheBytesAre() throws Exception {
    run.start();
    put(LARGE, Map.of("n", "1"), Map.of("tag", "one"));
    run.told("key", "copied");
    put(LARGE, Map.of("n", "2"), Map.of("tag", "one"));
    int fromBefore = run.from.requests().size();
    int toBefore = run.to.requests().size();
    run.told("key", "updated");

    assertLookedAt(WiredRun.since(run.from, fromBefore));
    List<Asked> asked = WiredRun.since(run.to, toBefore);
    assertThat(kinds(asked)).containsOnly(Operation.HEAD, Operation.GET_TAGS, Operation.COPY);
    Asked copy = only(asked, Operation.COPY);
    assertThat(copy.body()).isEmpty();
    assertThat(copy.headers())
        .containsEntry("x-amz-copy-source", "/to/key")
        .containsEntry("x-amz-metadata-directive", "REPLACE")
        .containsEntry("x-amz-meta-n", "2")
        .containsKey("x-amz-copy-source-if-match");
    assertThat(run.to.store().object(KEY).attributes().metadata().user()).containsEntry("n", "2");
    assertThat(run.to.store().object(KEY).attributes().tags().values()).containsEntry("tag", "one");
  }

  @Test
  @Hazard(45)
  void tagsThatAreIgnoredAreNeitherReadNorSent() throws Exception {
    run.start("tags: ignore");
    put("bytes", Map.of(), Map.of("tag", "one"));
    int before = run.to.requests().size();
    run.told("key", "copied");
    assertThat(only(WiredRun.since(run.to, before), Operation.PUT).headers())
        .doesNotContainKey("x-amz-tagging");
    run.from.store().tag(KEY, new Tags(new TreeMap<>(Map.of("tag", "two"))));
    run.told("key", "equal");
    assertThat(run.from.count(asked -> asked.has("tagging") && asked.key().equals(KEY))).isZero();
    assertThat(WiredRun.since(run.to, before)).noneMatch(asked -> asked.has("tagging"));
  }

  @Test
  @Hazard({45, 46})
  void aComparisonOfMetadataFindsWhatNoListingShows() throws Exception {
    put("bytes", Map.of("n", "1"), Map.of());
    run.to.store().put("always", "there");
    run.to.store().put("key", "bytes");
    int before = run.to.requests().size();
    run.start("compare: metadata");
    assertThat(run.to.store().object(KEY).attributes().metadata().user()).containsEntry("n", "1");
    assertThat(kinds(WiredRun.since(run.to, before)))
        .contains(Operation.COPY)
        .doesNotContain(Operation.PUT, Operation.GET);
    assertThat(WiredRun.since(run.from, 0))
        .as("each object is looked at")
        .extracting(asked -> asked.key().text())
        .contains("always", "key");
  }

  @Test
  void aComparisonOfListingsAsksForNoObjectThatIsEqual() throws Exception {
    put("bytes", Map.of("n", "1"), Map.of());
    run.to.store().put("always", "there");
    run.to.store().put("key", "bytes");
    run.to.store().setTime(() -> Instant.now().plusSeconds(5));
    run.to.store().put("key", "bytes");
    int before = run.to.requests().size();
    run.start("compare: listing");
    assertThat(WiredRun.since(run.to, before)).isEmpty();
  }
}
