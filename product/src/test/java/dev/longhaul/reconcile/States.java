package dev.longhaul.reconcile;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.object.StorageFacts.Archive;
import dev.longhaul.object.StorageFacts.Encryption;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.Etags;
import dev.longhaul.store.Capabilities.Preconditions;
import dev.longhaul.store.Capabilities.TagSupport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Object states and capabilities for tests, each a small step from a plain one.
final class States {
  static final ObjectKey KEY = ObjectKey.of("k");
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final String MD5_A = "0123456789abcdef0123456789abcdef";
  static final String MD5_B = "ffffffffffffffffffffffffffffffff";
  static final Tags TAGGED = new Tags(new TreeMap<>(Map.of("team", "blue")));

  private States() {}

  /// 10 bytes with an MD5 for an ETag, readable, no tags.
  static ObjectState plain() {
    return new ObjectState(
        new Incarnation(new ETag(MD5_A), 10, NOON, null),
        Metadata.NONE,
        StorageFacts.STANDARD,
        List.of(),
        null,
        0);
  }

  static ObjectState etag(ObjectState state, String etag) {
    Incarnation old = state.incarnation();
    return incarnation(
        state, new Incarnation(new ETag(etag), old.size(), old.lastModified(), old.versionId()));
  }

  static ObjectState size(ObjectState state, long size) {
    Incarnation old = state.incarnation();
    return incarnation(
        state, new Incarnation(old.etag(), size, old.lastModified(), old.versionId()));
  }

  static ObjectState at(ObjectState state, Instant lastModified) {
    Incarnation old = state.incarnation();
    return incarnation(
        state, new Incarnation(old.etag(), old.size(), lastModified, old.versionId()));
  }

  private static ObjectState incarnation(ObjectState state, Incarnation incarnation) {
    return new ObjectState(
        incarnation,
        state.metadata(),
        state.storage(),
        state.checksums(),
        state.tagCount(),
        state.missingMetadata());
  }

  static ObjectState storage(ObjectState state, String name, Archive archive, Encryption how) {
    return new ObjectState(
        state.incarnation(),
        state.metadata(),
        new StorageFacts(name, archive, how),
        state.checksums(),
        state.tagCount(),
        state.missingMetadata());
  }

  static ObjectState kms(ObjectState state) {
    return storage(state, "STANDARD", Archive.READABLE, Encryption.KMS);
  }

  static ObjectState checksum(ObjectState state, Checksum... checksums) {
    return new ObjectState(
        state.incarnation(),
        state.metadata(),
        state.storage(),
        List.of(checksums),
        state.tagCount(),
        state.missingMetadata());
  }

  static Checksum crc(String base64) {
    return Checksum.full(ChecksumAlgorithm.CRC32C, base64);
  }

  static ObjectState user(ObjectState state, Map<String, String> user) {
    return metadata(state, new Metadata(new TreeMap<>(user), SystemHeaders.NONE), 0);
  }

  static ObjectState metadata(ObjectState state, Metadata metadata, int missing) {
    return new ObjectState(
        state.incarnation(),
        metadata,
        state.storage(),
        state.checksums(),
        state.tagCount(),
        missing);
  }

  static ObjectState tagCount(ObjectState state, @Nullable Integer count) {
    return new ObjectState(
        state.incarnation(),
        state.metadata(),
        state.storage(),
        state.checksums(),
        count,
        state.missingMetadata());
  }

  static ListedObject listed(ObjectState state) {
    return new ListedObject(
        KEY,
        state.size(),
        state.etag(),
        state.incarnation().lastModified().toEpochMilli(),
        state.storage().storageClass());
  }

  /// A store that keeps every promise of the protocol.
  static Capabilities proved() {
    return capabilities(
        new Preconditions(true, true, true, true, true), new Etags(true, true), TagSupport.COUNTED);
  }

  /// A store that was probed and keeps no promise but to store bytes, metadata and tags.
  static Capabilities poor() {
    return capabilities(Preconditions.UNPROVED, Etags.UNPROVED, TagSupport.ASKED);
  }

  static Capabilities capabilities(Preconditions preconditions, Etags etags, TagSupport tags) {
    return new Capabilities(
        preconditions,
        etags,
        new TreeSet<>(),
        false,
        tags,
        new TreeSet<>(),
        new TreeMap<>(),
        false);
  }

  static Capabilities tags(Capabilities store, TagSupport tags) {
    return new Capabilities(
        store.preconditions(),
        store.etags(),
        store.checksums(),
        store.contentMd5Checked(),
        tags,
        store.refusedKeys(),
        store.storageClasses(),
        store.readsVersions());
  }

  static Policy policy(Policy.Deletes deletes, Policy.TagRule tags) {
    return new Policy(deletes, tags, new TreeMap<>(), null, Policy.Compare.LISTING);
  }

  static Policy mirror() {
    return policy(Policy.Deletes.MIRROR, Policy.TagRule.COPY);
  }
}
