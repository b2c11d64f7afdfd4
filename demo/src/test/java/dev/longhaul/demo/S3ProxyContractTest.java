package dev.longhaul.demo;

import dev.longhaul.NastyKeys;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.ObjectStoreContract;
import dev.longhaul.store.s3.Dialect;
import java.util.List;
import java.util.Set;

/// Longhaul's adapter against S3Proxy, which keeps objects as files.
final class S3ProxyContractTest extends ObjectStoreContract {

  @Override
  protected ObjectStore emptyBucket() {
    return WireStores.open(SharedServers.onS3Proxy(), Dialect.DEFAULT.withTags(false)).store();
  }

  @Override
  protected Set<Trait> lacks() {
    return Set.of(
        // It sorts keys as Java does, by UTF-16, and cannot hold the file "a" beside a folder "a".
        Trait.BYTE_ORDER,
        // It answers with the document of another operation.
        Trait.COPIED_PARTS,
        Trait.METADATA_LIMIT,
        // It answers 501.
        Trait.PART_FACTS,
        Trait.TAGS,
        Trait.TAGS_ON_UPLOADS,
        Trait.UPLOAD_CHECKSUMS);
  }

  @Override
  protected List<ObjectKey> nastyKeys() {
    return NastyKeys.forFileSystems().stream().filter(EmbeddedOrder::isTheSameInUtf16).toList();
  }

  /// It takes out the space before "charset" and refuses an Expires that is no date.
  @Override
  protected List<SystemHeaders> systemHeaders() {
    return super.systemHeaders().stream()
        .filter(headers -> !headers.contentType().contains("; "))
        .filter(headers -> !"0".equals(headers.expires()))
        .toList();
  }
}
