package dev.longhaul.object;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which content of a key is meant: everything a store says to tell one object under a key from the
/// next. Reads are pinned to it (H18), uploads resume only for it (H39).
///
/// @param size in bytes
/// @param lastModified with the resolution the store gave; names a state, never orders (H22, H23)
/// @param versionId `null` for none; the literal version "null" counts as none (H42)
public record Incarnation(ETag etag, long size, Instant lastModified, @Nullable String versionId) {
  public Incarnation {
    if (size < 0) {
      throw new IllegalArgumentException("a size is not negative: " + size);
    }
    if ("null".equals(versionId) || (versionId != null && versionId.isEmpty())) {
      versionId = null;
    }
  }
}
