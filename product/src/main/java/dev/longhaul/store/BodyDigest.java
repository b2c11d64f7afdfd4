package dev.longhaul.store;

import dev.longhaul.object.Checksum;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What is known of a body before it is sent, so that the store refuses other bytes (decision 7).
///
/// @param contentMd5 Base64 of the MD5, `null` when not known
/// @param checksum a whole-body checksum, `null` when not known
public record BodyDigest(@Nullable String contentMd5, @Nullable Checksum checksum) {
  /// Nothing known.
  public static final BodyDigest NONE = new BodyDigest(null, null);

  /// The MD5 of these few bytes: a bucket with a default retention takes nothing without a digest
  /// (H43).
  public static BodyDigest md5(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(bytes);
      return new BodyDigest(Base64.getEncoder().encodeToString(digest), null);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public BodyDigest {
    if (checksum != null && checksum.type() != Checksum.Type.FULL_OBJECT) {
      throw new IllegalArgumentException("a composite checksum is never sent as a digest (H26)");
    }
  }
}
