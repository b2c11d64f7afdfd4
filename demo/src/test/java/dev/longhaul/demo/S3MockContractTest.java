package dev.longhaul.demo;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.ObjectStoreContract;
import java.util.List;
import java.util.Set;

/// Longhaul's adapter against S3Mock.
class S3MockContractTest extends ObjectStoreContract {

  @Override
  protected ObjectStore emptyBucket() {
    return WireStores.store(SharedServers.onS3Mock());
  }

  @Override
  protected Set<Trait> lacks() {
    return Set.of(
        // It sorts keys as Java does, by UTF-16.
        Trait.BYTE_ORDER,
        // It does not decode the header that carries tags, and takes an empty value amiss.
        Trait.ENCODED_TAGS,
        Trait.EMPTY_TAG_SET,
        Trait.TAG_COUNT,
        // It answers 404.
        Trait.TAGS_OF_MISSING_KEYS,
        Trait.METADATA_LIMIT,
        // It ignores Content-MD5 on parts.
        Trait.PART_CHECKS,
        // It ignores partNumber.
        Trait.PART_FACTS);
  }

  @Override
  protected List<ObjectKey> nastyKeys() {
    return super.nastyKeys().stream().filter(EmbeddedOrder::isTheSameInUtf16).toList();
  }

  /// It repeats the key in its answer, as XML that cannot carry each character (H54).
  @Override
  protected List<ObjectKey> keysOfUploads() {
    return nastyKeys().stream()
        .filter(
            key -> key.text().chars().noneMatch(unit -> unit < ' ' && "\t\n\r".indexOf(unit) < 0))
        .toList();
  }

  /// It takes out the space before "charset".
  @Override
  protected List<SystemHeaders> systemHeaders() {
    return super.systemHeaders().stream()
        .filter(headers -> !headers.contentType().contains("; "))
        .toList();
  }

  /// It drops empty values.
  @Override
  protected List<String> metadataValues() {
    return super.metadataValues().stream().filter(value -> !value.isEmpty()).toList();
  }
}
