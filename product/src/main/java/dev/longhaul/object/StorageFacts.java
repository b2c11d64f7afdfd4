package dev.longhaul.object;

/// How a store keeps an object: class, readability, encryption.
///
/// @param storageClass the store's name, `STANDARD` when it sent none (H44)
/// @param archive whether the bytes can be read now (H48)
/// @param encryption what protects the bytes, because it decides what an ETag means (H25, H50)
public record StorageFacts(String storageClass, Archive archive, Encryption encryption) {
  /// A readable object of the default class.
  public static final StorageFacts STANDARD =
      new StorageFacts("STANDARD", Archive.READABLE, Encryption.STORE_MANAGED);

  /// Whether the bytes can be read.
  public enum Archive {
    /// Readable now, perhaps as a temporary copy.
    READABLE,
    /// In an archive class or tier; GET answers InvalidObjectState.
    ARCHIVED,
    /// As `ARCHIVED`, with a restore under way.
    RESTORING
  }

  /// What protects the bytes at rest.
  public enum Encryption {
    /// None, or keys of the store itself (SSE-S3): ETags keep their usual meaning.
    STORE_MANAGED,
    /// SSE-KMS or DSSE-KMS: the ETag is no MD5.
    KMS,
    /// SSE-C: unreadable without the customer's key.
    CUSTOMER_KEY
  }
}
