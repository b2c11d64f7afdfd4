package dev.longhaul.store;

import dev.longhaul.object.Metadata;
import dev.longhaul.object.Tags;
import org.jspecify.annotations.Nullable;

/// Everything about an object that is set when it is created, by PUT or CreateMultipartUpload.
///
/// @param storageClass `null` for the bucket's default
/// @param encryption what the destination's policy asks for (H50)
public record ObjectAttributes(
    Metadata metadata, Tags tags, @Nullable String storageClass, Encryption encryption) {
  /// Metadata and tags with the bucket's defaults for the rest.
  public static ObjectAttributes of(Metadata metadata, Tags tags) {
    return new ObjectAttributes(metadata, tags, null, new Encryption.BucketDefault());
  }

  /// How the destination encrypts.
  public sealed interface Encryption {
    /// As the bucket is set up; no header is sent.
    record BucketDefault() implements Encryption {}

    /// SSE-S3, `AES256`.
    record StoreManaged() implements Encryption {}

    /// SSE-KMS with this key, `null` for the account's default key.
    record Kms(@Nullable String keyId) implements Encryption {}
  }
}
