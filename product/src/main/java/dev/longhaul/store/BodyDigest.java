package dev.longhaul.store;

import dev.longhaul.object.Checksum;
import org.jspecify.annotations.Nullable;

/// What is known of a body before it is sent, so that the store refuses other bytes (decision 7).
///
/// @param contentMd5 Base64 of the MD5, `null` when not known
/// @param checksum a whole-body checksum, `null` when not known
public record BodyDigest(@Nullable String contentMd5, @Nullable Checksum checksum) {
  /// Nothing known.
  public static final BodyDigest NONE = new BodyDigest(null, null);

  public BodyDigest {
    if (checksum != null && checksum.type() != Checksum.Type.FULL_OBJECT) {
      throw new IllegalArgumentException("a composite checksum is never sent as a digest (H26)");
    }
  }
}
