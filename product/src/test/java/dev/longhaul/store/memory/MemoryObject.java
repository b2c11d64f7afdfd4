package dev.longhaul.store.memory;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.object.Tags;
import dev.longhaul.store.ObjectAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One version of an object, or a delete marker.
///
/// @param partSizes bytes of each part; empty when it was not made of parts
public record MemoryObject(
    @Nullable String versionId,
    Instant lastModified,
    Content content,
    ETag etag,
    ObjectAttributes attributes,
    StorageFacts.Archive archive,
    List<Checksum> checksums,
    List<Long> partSizes) {
  static final ETag MARKER = new ETag("marker");

  public MemoryObject {
    checksums = List.copyOf(checksums);
    partSizes = List.copyOf(partSizes);
  }

  static MemoryObject marker(String versionId, Instant made) {
    return new MemoryObject(
        versionId,
        made,
        Content.of(new byte[0]),
        MARKER,
        ObjectAttributes.of(Metadata.NONE, Tags.NONE),
        StorageFacts.Archive.READABLE,
        List.of(),
        List.of());
  }

  /// Whether it marks that the key was deleted.
  public boolean deleteMarker() {
    return etag.equals(MARKER);
  }

  /// What a HEAD or GET says of it.
  ObjectState state(boolean countsTags) {
    int tags = attributes.tags().values().size();
    return new ObjectState(
        incarnation(),
        attributes.metadata(),
        new StorageFacts(storageClass(), archive, encryption()),
        checksums,
        countsTags && tags > 0 ? tags : null,
        0);
  }

  /// As HEAD names it: with whole seconds (H23).
  public Incarnation incarnation() {
    return new Incarnation(
        etag, content.size(), lastModified.truncatedTo(ChronoUnit.SECONDS), versionId);
  }

  /// The class it was stored in.
  public String storageClass() {
    String named = attributes.storageClass();
    return named == null ? "STANDARD" : named;
  }

  /// What protects its bytes.
  public StorageFacts.Encryption encryption() {
    return switch (attributes.encryption()) {
      case ObjectAttributes.Encryption.BucketDefault() -> StorageFacts.Encryption.STORE_MANAGED;
      case ObjectAttributes.Encryption.StoreManaged() -> StorageFacts.Encryption.STORE_MANAGED;
      case ObjectAttributes.Encryption.Kms _ -> StorageFacts.Encryption.KMS;
    };
  }

  MemoryObject withTags(Tags tags) {
    ObjectAttributes tagged =
        new ObjectAttributes(
            attributes.metadata(), tags, attributes.storageClass(), attributes.encryption());
    return new MemoryObject(
        versionId, lastModified, content, etag, tagged, archive, checksums, partSizes);
  }

  MemoryObject withArchive(StorageFacts.Archive other) {
    return new MemoryObject(
        versionId, lastModified, content, etag, attributes, other, checksums, partSizes);
  }
}
