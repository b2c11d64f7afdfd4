package dev.longhaul.store.memory;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectWriter;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.Stored;
import dev.longhaul.store.WriteAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes to a store in memory.
final class MemoryWriter implements ObjectWriter {
  /// The largest body of one PUT, and the largest object that is copied at once (H37).
  private static final long MAX_PUT = 5L << 30;

  private static final int MAX_METADATA = 2048;
  private static final int MAX_TAGS = 10;

  private final InMemoryStore store;

  MemoryWriter(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public WriteAnswer put(
      ObjectKey key, ObjectAttributes attributes, Body body, Precondition precondition) {
    return store.write(
        new MemoryCall(Operation.PUT, key, 0),
        body,
        (bucket, intake) -> {
          ObjectKey admitted = bucket.admitted(key);
          checkSize(key, body.length());
          check(bucket, attributes);
          if (!bucket.allows(
              admitted, precondition, Quirk.IGNORES_PUT_IF_ABSENT, Quirk.IGNORES_PUT_IF_MATCH)) {
            return new WriteAnswer.PreconditionFailed(false);
          }
          String damage = intake.damage();
          if (damage != null) {
            return new WriteAnswer.DigestRefused(damage);
          }
          boolean opaque = bucket.has(Quirk.OPAQUE_ETAGS) || isKms(attributes);
          ETag etag = opaque ? Intake.opaque(bucket.number()) : intake.etag();
          return written(
              bucket,
              admitted,
              make(bucket, intake.content(), etag, attributes, intake.checksum()));
        });
  }

  static boolean isKms(ObjectAttributes attributes) {
    return attributes.encryption() instanceof ObjectAttributes.Encryption.Kms;
  }

  static MemoryObject make(
      MemoryBucket bucket,
      Content content,
      ETag etag,
      ObjectAttributes attributes,
      @Nullable Checksum checksum) {
    return new MemoryObject(
        bucket.newVersionId(),
        bucket.tick(),
        content,
        etag,
        kept(bucket, attributes),
        archive(attributes),
        checksum == null ? List.of() : List.of(checksum),
        List.of());
  }

  /// Attributes as this store keeps them.
  static ObjectAttributes kept(MemoryBucket bucket, ObjectAttributes attributes) {
    if (bucket.has(Quirk.DROPS_TAGS)) {
      return withTags(attributes, Tags.NONE);
    }
    return bucket.has(Quirk.GARBLES_TAGS)
        ? withTags(attributes, garbled(attributes.tags()))
        : attributes;
  }

  private static ObjectAttributes withTags(ObjectAttributes attributes, Tags tags) {
    return new ObjectAttributes(
        attributes.metadata(), tags, attributes.storageClass(), attributes.encryption());
  }

  private static Tags garbled(Tags tags) {
    TreeMap<String, String> garbled = new TreeMap<>();
    tags.values()
        .forEach((name, value) ->
            garbled.put(
                URLEncoder.encode(name, StandardCharsets.UTF_8),
                URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return new Tags(garbled);
  }

  static StorageFacts.Archive archive(ObjectAttributes attributes) {
    String storageClass = attributes.storageClass();
    return "GLACIER".equals(storageClass) || "DEEP_ARCHIVE".equals(storageClass)
        ? StorageFacts.Archive.ARCHIVED
        : StorageFacts.Archive.READABLE;
  }

  private static WriteAnswer written(MemoryBucket bucket, ObjectKey key, MemoryObject object) {
    bucket.add(key, object);
    List<Checksum> echoed = bucket.has(Quirk.ECHOES_NO_CHECKSUM) ? List.of() : object.checksums();
    return new WriteAnswer.Written(new Stored(object.etag(), object.versionId(), echoed));
  }

  private static void checkSize(ObjectKey key, long size) {
    if (size > MAX_PUT) {
      throw MemoryBucket.refused(400, "EntityTooLarge", "key " + key);
    }
  }

  /// Refuses attributes that S3 refuses (H41, H45, H47).
  static void check(MemoryBucket bucket, ObjectAttributes attributes) {
    int bytes = 0;
    for (Map.Entry<String, String> entry : attributes.metadata().user().entrySet()) {
      bytes += entry.getKey().getBytes(StandardCharsets.UTF_8).length;
      bytes += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > MAX_METADATA) {
      throw MemoryBucket.refused(400, "MetadataTooLarge", bytes + " bytes of metadata");
    }
    String storageClass = attributes.storageClass();
    boolean unknown = storageClass != null && !storageClass.matches("[A-Z]+(_[A-Z]+)*");
    boolean other = storageClass != null && !storageClass.equals("STANDARD");
    if (unknown || (other && bucket.has(Quirk.ONLY_STANDARD_CLASS))) {
      throw MemoryBucket.refused(400, "InvalidStorageClass", "storage class " + storageClass);
    }
    if (!attributes.tags().isEmpty()) {
      InMemoryStore.throwIfNoTags(bucket);
      checkTags(attributes.tags());
    }
  }

  private static void checkTags(Tags tags) {
    if (tags.values().size() > MAX_TAGS) {
      throw MemoryBucket.refused(400, "InvalidTag", tags.values().size() + " tags");
    }
  }

  @Override
  public WriteAnswer replaceAttributes(ObjectKey key, ObjectAttributes attributes, ETag expected) {
    return store.call(
        new MemoryCall(Operation.COPY, key, 0),
        bucket -> {
          bucket.throwIfMissing();
          ObjectKey admitted = bucket.admitted(key);
          MemoryObject there = bucket.current(admitted);
          if (there == null || !there.etag().equals(expected)) {
            return new WriteAnswer.PreconditionFailed(false);
          }
          checkSize(key, there.content().size());
          check(bucket, attributes);
          return written(bucket, admitted, copied(bucket, there, attributes));
        });
  }

  /// The same bytes as one piece: an object made of parts gets a plain MD5 for its ETag.
  private static MemoryObject copied(
      MemoryBucket bucket, MemoryObject there, ObjectAttributes attributes) {
    Intake intake = Intake.of(there.content().toBody(), bucket::has);
    boolean opaque = bucket.has(Quirk.OPAQUE_ETAGS) || isKms(attributes);
    ETag etag = opaque ? Intake.opaque(bucket.number()) : intake.etag();
    return make(bucket, there.content(), etag, attributes, intake.checksum());
  }

  @Override
  public WriteAnswer putTags(ObjectKey key, Tags tags, ETag expected) {
    return store.call(
        new MemoryCall(Operation.PUT_TAGS, key, 0),
        bucket -> {
          bucket.throwIfMissing();
          InMemoryStore.throwIfNoTags(bucket);
          checkTags(tags);
          ObjectKey admitted = bucket.admitted(key);
          MemoryObject there = bucket.current(admitted);
          if (there == null) {
            throw MemoryBucket.refused(404, "NoSuchKey", "tagging " + key);
          }
          if (!bucket.has(Quirk.DROPS_TAGS)) {
            bucket.replaceNewest(admitted, there.withTags(tags));
          }
          return new WriteAnswer.Written(new Stored(expected, there.versionId(), List.of()));
        });
  }

  @Override
  public WriteAnswer delete(ObjectKey key, Precondition precondition) {
    return store.call(
        new MemoryCall(Operation.DELETE, key, 0),
        bucket -> {
          bucket.throwIfMissing();
          ObjectKey admitted = bucket.admitted(key);
          if (!bucket.allows(
              admitted,
              precondition,
              Quirk.IGNORES_DELETE_IF_MATCH,
              Quirk.IGNORES_DELETE_IF_MATCH)) {
            return new WriteAnswer.PreconditionFailed(false);
          }
          String marker = bucket.delete(admitted);
          ETag answered =
              precondition instanceof Precondition.IfMatch(ETag etag) ? etag : new ETag("deleted");
          return new WriteAnswer.Written(new Stored(answered, marker, List.of()));
        });
  }
}
