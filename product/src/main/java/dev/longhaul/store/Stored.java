package dev.longhaul.store;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ETag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the store's own answer says it stored (H31).
///
/// @param checksums those the store echoed; empty when it named none
public record Stored(ETag etag, @Nullable String versionId, List<Checksum> checksums) {
  public Stored {
    checksums = List.copyOf(checksums);
  }
}
