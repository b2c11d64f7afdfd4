package dev.longhaul.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.longhaul.Hazard;
import dev.longhaul.MetadataCorpus;
import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The part of the contract that is about writing and deleting objects.
abstract class WriterContract extends ListerContract {
  private static final ObjectKey KEY = ObjectKey.of("write/me.bin");
  private static final ETag OTHER = new ETag("00000000000000000000000000000000");

  private WriteAnswer put(byte[] bytes, Precondition precondition) {
    return store.writer().put(KEY, plain(), body(bytes), precondition);
  }

  private WriteAnswer put(byte[] bytes, BodyDigest digest) {
    return store.writer().put(KEY, plain(), Body.of(bytes, digest), new Precondition.None());
  }

  @Test
  void whatIsPutReplacesWhatWasThere() {
    for (byte[] content : List.of(bytes("one"), new byte[0], pattern(300_000, 3))) {
      ETag etag = put(KEY, content);
      assertThat(read(KEY)).isEqualTo(content);
      assertThat(state(KEY).etag()).isEqualTo(etag);
    }
  }

  @Test
  @Hazard(25)
  void theETagOfOnePieceIsItsMd5() {
    needs(Trait.MD5_ETAGS);
    byte[] content = bytes("123456789");
    String md5 = HexFormat.of().formatHex(java.util.Base64.getDecoder().decode(md5(content)));
    assertThat(put(KEY, content).value()).isEqualTo(md5);
  }

  @Test
  @Hazard(20)
  void ifAbsentStopsAPutOntoSomething() {
    needs(Trait.PUT_IF_ABSENT);
    written(put(bytes("first"), new Precondition.IfAbsent()));
    assertThat(put(bytes("second"), new Precondition.IfAbsent()))
        .isInstanceOf(WriteAnswer.PreconditionFailed.class);
    assertThat(read(KEY)).isEqualTo(bytes("first"));
  }

  @Test
  @Hazard(20)
  void ifMatchStopsAPutOntoAnythingElse() {
    needs(Trait.PUT_IF_MATCH);
    assertThat(put(bytes("zeroth"), new Precondition.IfMatch(OTHER)))
        .isInstanceOf(WriteAnswer.PreconditionFailed.class);
    assertThat(exists(KEY)).isFalse();
    ETag first = put(KEY, bytes("first"));
    assertThat(put(bytes("second"), new Precondition.IfMatch(OTHER)))
        .isInstanceOf(WriteAnswer.PreconditionFailed.class);
    assertThat(read(KEY)).isEqualTo(bytes("first"));
    written(put(bytes("second"), new Precondition.IfMatch(first)));
    assertThat(read(KEY)).isEqualTo(bytes("second"));
  }

  @Test
  @Hazard(27)
  void aWrongContentMd5IsRefusedAndNothingStored() {
    needs(Trait.CONTENT_MD5_CHECKED);
    BodyDigest wrong = new BodyDigest(md5(bytes("other")), null);
    assertThat(put(bytes("content"), wrong)).isInstanceOf(WriteAnswer.DigestRefused.class);
    assertThat(exists(KEY)).isFalse();
  }

  @Test
  @Hazard({26, 27})
  void aWrongChecksumIsRefusedAndNothingStored() {
    needs(Trait.CHECKSUMS_CHECKED);
    for (ChecksumAlgorithm algorithm : checksums()) {
      BodyDigest wrong = new BodyDigest(null, checksum(algorithm, bytes("other")));
      assertThat(put(bytes("content"), wrong))
          .as("%s", algorithm)
          .isInstanceOf(WriteAnswer.DigestRefused.class);
      assertThat(exists(KEY)).isFalse();
    }
  }

  @Test
  @Hazard(31)
  void aRightChecksumIsEchoedAndKept() {
    needs(Trait.CHECKSUMS_ECHOED);
    for (ChecksumAlgorithm algorithm : checksums()) {
      Checksum right = checksum(algorithm, bytes("content"));
      Stored stored = written(put(bytes("content"), new BodyDigest(null, right)));
      assertThat(stored.checksums()).contains(right);
      assertThat(state(KEY).checksums()).contains(right);
    }
  }

  /// The algorithms this store checks and echoes.
  protected List<ChecksumAlgorithm> checksums() {
    return List.of(
        ChecksumAlgorithm.CRC32,
        ChecksumAlgorithm.CRC32C,
        ChecksumAlgorithm.CRC64NVME,
        ChecksumAlgorithm.SHA1,
        ChecksumAlgorithm.SHA256);
  }

  @Test
  @Hazard(33)
  void aBodyThatBreaksOffStoresNothing() {
    Body broken =
        new Body() {
          @Override
          public long length() {
            return 100_000;
          }

          @Override
          public BodyDigest digest() {
            return BodyDigest.NONE;
          }

          @Override
          public void writeTo(BodyOutput out) throws IOException {
            out.write(pattern(50_000, 1));
            out.flush();
            throw new IOException("broken off by the test");
          }
        };
    try {
      WriteAnswer answer = store.writer().put(KEY, plain(), broken, new Precondition.None());
      assertThat(answer).isInstanceOf(WriteAnswer.Ambiguous.class);
    } catch (StoreException expected) {
      assertThat(expected.failure()).isInstanceOf(Failure.Transient.class);
    }
    assertThat(exists(KEY)).isFalse();
  }

  @Test
  @Hazard(44)
  void systemHeadersComeBackAsTheyWere() {
    needs(Trait.SYSTEM_HEADERS);
    assertAll(
        systemHeaders().stream()
            .map(headers -> new Metadata(new TreeMap<>(), headers))
            .map(metadata -> () -> assertRoundTrip(metadata)));
  }

  /// The system headers this store gives back as they were.
  protected List<SystemHeaders> systemHeaders() {
    return MetadataCorpus.headers();
  }

  private void assertRoundTrip(Metadata metadata) {
    put(KEY, bytes("x"), ObjectAttributes.of(metadata, Tags.NONE));
    assertThat(state(KEY).metadata()).isEqualTo(metadata);
  }

  @Test
  @Hazard(41)
  void userMetadataComesBackAsItWas() {
    needs(Trait.METADATA_CORPUS);
    assertAll(
        metadataValues().stream()
            .map(value -> () -> assertRoundTrip(MetadataCorpus.of("name", value))));
  }

  /// The values of user metadata this store gives back as they were.
  protected List<String> metadataValues() {
    return List.copyOf(MetadataCorpus.values().values());
  }

  @Test
  @Hazard(41)
  void metadataIsRefusedBeyondItsLimitAndNeverCut() {
    needs(Trait.METADATA_LIMIT);
    Metadata largest = MetadataCorpus.of("k", "v".repeat(2047));
    put(KEY, bytes("x"), ObjectAttributes.of(largest, Tags.NONE));
    assertThat(state(KEY).metadata()).isEqualTo(largest);
    Metadata larger = MetadataCorpus.of("k", "v".repeat(2048));
    assertThatThrownBy(() -> put(KEY, bytes("y"), ObjectAttributes.of(larger, Tags.NONE)))
        .isInstanceOf(StoreException.class);
    assertThat(read(KEY)).isEqualTo(bytes("x"));
  }

  @Test
  @Hazard(45)
  void tagsAreSetWithTheObjectAndGoWithIt() {
    needs(Trait.TAGS);
    needs(Trait.ENCODED_TAGS);
    Tags tags = tags("Team", "data", "team", "a+b = c&d", "caf\u00e9", "\u65e5\u672c", "empty", "");
    put(KEY, bytes("x"), ObjectAttributes.of(Metadata.NONE, tags));
    assertThat(store.reader().tags(KEY, null)).isEqualTo(tags);
    assertTagCount(4);
    put(KEY, bytes("x"));
    assertThat(store.reader().tags(KEY, null)).isEqualTo(Tags.NONE);
    assertTagCount(null);
  }

  private void assertTagCount(@Nullable Integer count) {
    if (!lacks().contains(Trait.TAG_COUNT)) {
      Integer counted = state(KEY).tagCount();
      assertThat(counted == null ? 0 : counted).isEqualTo(count == null ? 0 : count);
    }
  }

  @Test
  @Hazard(45)
  void tagsAreReplacedAloneAndMissingKeysHaveNone() {
    needs(Trait.TAGS);
    ETag etag = put(KEY, bytes("x"), ObjectAttributes.of(Metadata.NONE, tags("old", "1")));
    ObjectState before = state(KEY);
    assertThat(written(store.writer().putTags(KEY, tags("new", "2"), etag)).etag()).isEqualTo(etag);
    assertThat(store.reader().tags(KEY, null)).isEqualTo(tags("new", "2"));
    assertThat(state(KEY).incarnation()).isEqualTo(before.incarnation());
    needs(Trait.EMPTY_TAG_SET);
    written(store.writer().putTags(KEY, Tags.NONE, etag));
    assertThat(store.reader().tags(KEY, null)).isEqualTo(Tags.NONE);
    needs(Trait.TAGS_OF_MISSING_KEYS);
    assertThat(store.reader().tags(ObjectKey.of("nowhere"), null)).isEqualTo(Tags.NONE);
  }

  @Test
  void attributesAreReplacedWithoutSendingTheBytes() {
    needs(Trait.REPLACED_ATTRIBUTES);
    ETag etag = put(KEY, bytes("bytes stay"));
    ObjectAttributes other = ObjectAttributes.of(MetadataCorpus.of("colour", "blue"), Tags.NONE);
    assertThat(store.writer().replaceAttributes(KEY, other, OTHER))
        .isInstanceOf(WriteAnswer.PreconditionFailed.class);
    written(store.writer().replaceAttributes(KEY, other, etag));
    assertThat(read(KEY)).isEqualTo(bytes("bytes stay"));
    assertThat(state(KEY).metadata().user()).containsExactly(Map.entry("colour", "blue"));
  }

  @Test
  void deleteRemovesAndIsIdempotent() {
    put(KEY, bytes("x"));
    written(store.writer().delete(KEY, new Precondition.None()));
    assertThat(exists(KEY)).isFalse();
    written(store.writer().delete(KEY, new Precondition.None()));
    needs(Trait.DELETED_KEYS_HIDDEN);
    assertThat(list(dev.longhaul.object.KeyPrefix.NONE, null, 10)).isEmpty();
  }

  @Test
  @Hazard(20)
  void ifMatchStopsADeleteOfAnythingElse() {
    needs(Trait.DELETE_IF_MATCH);
    ETag etag = put(KEY, bytes("x"));
    assertThat(store.writer().delete(KEY, new Precondition.IfMatch(OTHER)))
        .isInstanceOf(WriteAnswer.PreconditionFailed.class);
    assertThat(read(KEY)).isEqualTo(bytes("x"));
    assertThat(written(store.writer().delete(KEY, new Precondition.IfMatch(etag))).etag())
        .isEqualTo(etag);
    assertThat(exists(KEY)).isFalse();
  }
}
