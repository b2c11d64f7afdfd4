package dev.longhaul.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.longhaul.NastyKeys;
import dev.longhaul.object.ByteRange;
import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.Tags;
import dev.longhaul.transfer.Digester;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/// What each part of the contract needs: a bucket for every test, what the store lacks, and a few
/// words to write tests in.
abstract class StoreContract {
  /// What a store may lack. Each implementation that names one says why.
  protected enum Trait {
    /// Listings in the order of bytes (H58).
    BYTE_ORDER,
    /// Listings without keys whose current version is a delete marker.
    DELETED_KEYS_HIDDEN,
    /// Tags with characters that a header cannot carry as they are.
    ENCODED_TAGS,
    /// Taking all tags away by putting an empty set.
    EMPTY_TAG_SET,
    PUT_IF_ABSENT,
    PUT_IF_MATCH,
    COMPLETE_IF_ABSENT,
    COMPLETE_IF_MATCH,
    DELETE_IF_MATCH,
    CONTENT_MD5_CHECKED,
    CHECKSUMS_CHECKED,
    CHECKSUMS_ECHOED,
    UPLOAD_CHECKSUMS,
    MD5_ETAGS,
    MULTIPART_ETAGS,
    TAGS,
    TAG_COUNT,
    TAGS_ON_UPLOADS,
    METADATA_LIMIT,
    METADATA_CORPUS,
    SYSTEM_HEADERS,
    PART_FACTS,
    REPLACED_ATTRIBUTES,
    COPIED_PARTS,
    PART_CHECKS,
    LISTED_UPLOADS,
    TAGS_OF_MISSING_KEYS
  }

  /// The smallest part that is not the last one.
  static final int PART = 5 << 20;

  protected ObjectStore store = unset();

  private static ObjectStore unset() {
    return new dev.longhaul.store.memory.InMemoryStore("unset").ports();
  }

  /// An empty bucket that nobody else uses meanwhile.
  protected abstract ObjectStore emptyBucket();

  /// What this store cannot do.
  protected Set<Trait> lacks() {
    return Set.of();
  }

  /// The corpus of keys, without those this store is known to refuse.
  protected List<ObjectKey> nastyKeys() {
    return NastyKeys.all();
  }

  @BeforeEach
  void takeAnEmptyBucket() {
    store = emptyBucket();
  }

  /// Skips a test of what this store lacks.
  final void needs(Trait trait) {
    assumeFalse(lacks().contains(trait), () -> "this store lacks " + trait);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Bytes that differ from place to place.
  static byte[] pattern(int length, int seed) {
    byte[] pattern = new byte[length];
    new java.util.Random(seed).nextBytes(pattern);
    return pattern;
  }

  static ObjectAttributes plain() {
    return ObjectAttributes.of(Metadata.NONE, Tags.NONE);
  }

  static Tags tags(String... namesAndValues) {
    SortedMap<String, String> tags = new TreeMap<>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      tags.put(namesAndValues[index], namesAndValues[index + 1]);
    }
    return new Tags(tags);
  }

  static Checksum checksum(ChecksumAlgorithm algorithm, byte[] bytes) {
    Digester digester = Digester.of(algorithm).orElseThrow();
    digester.update(bytes, 0, bytes.length);
    return digester.checksum();
  }

  static String md5(byte[] bytes) {
    return checksum(ChecksumAlgorithm.MD5, bytes).base64();
  }

  /// A body with the digests that our own bodies carry.
  static Body body(byte[] bytes) {
    return Body.of(bytes, new BodyDigest(md5(bytes), checksum(ChecksumAlgorithm.CRC32C, bytes)));
  }

  /// Stores an object and returns its ETag.
  final ETag put(ObjectKey key, byte[] bytes) {
    return put(key, bytes, plain());
  }

  final ETag put(ObjectKey key, byte[] bytes, ObjectAttributes attributes) {
    return written(store.writer().put(key, attributes, body(bytes), new Precondition.None()))
        .etag();
  }

  static Stored written(WriteAnswer answer) {
    assertThat(answer).isInstanceOf(WriteAnswer.Written.class);
    return ((WriteAnswer.Written) answer).stored();
  }

  /// The state of a key that must be there.
  final ObjectState state(ObjectKey key) {
    Lookup lookup = store.reader().head(key);
    assertThat(lookup).as("HEAD %s", key).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found) lookup).state();
  }

  final boolean exists(ObjectKey key) {
    return store.reader().head(key) instanceof Lookup.Found;
  }

  /// The bytes of a key that must be there.
  final byte[] read(ObjectKey key) {
    return complete(readAll(key, ReadRequest.current()));
  }

  final Reading<byte[]> readAll(ObjectKey key, ReadRequest request) {
    return store.reader().read(key, request, (_, _, in) -> in.readAllBytes());
  }

  static byte[] complete(Reading<byte[]> reading) {
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    return ((Reading.Complete<byte[]>) reading).value();
  }

  static ReadRequest range(ObjectState state, long first, long length) {
    return ReadRequest.range(state.incarnation(), new ByteRange(first, length));
  }

  /// Uploads the parts and completes without a precondition.
  final Stored upload(ObjectKey key, ObjectAttributes attributes, List<byte[]> parts) {
    UploadId id = store.uploads().create(key, attributes, null);
    List<UploadedPart> uploaded = new java.util.ArrayList<>();
    for (byte[] part : parts) {
      uploaded.add(store.uploads().upload(key, id, uploaded.size() + 1, body(part)));
    }
    return written(store.uploads().complete(key, id, completion(uploaded, null)));
  }

  static Completion completion(List<UploadedPart> parts, @Nullable Checksum whole) {
    return new Completion(parts, new Precondition.None(), whole);
  }

  static byte[] joined(List<byte[]> parts) {
    java.io.ByteArrayOutputStream joined = new java.io.ByteArrayOutputStream();
    parts.forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
