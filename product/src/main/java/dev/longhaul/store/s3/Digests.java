package dev.longhaul.store.s3;

import dev.longhaul.object.Checksum;
import dev.longhaul.store.BodyDigest;
import org.jspecify.annotations.Nullable;

/// Sends what is known of bytes with them, so that a store refuses other bytes (decision 7).
final class Digests {
  private Digests() {}

  static void add(S3Request request, BodyDigest digest) {
    request.optional("content-md5", digest.contentMd5());
    add(request, digest.checksum());
  }

  static void add(S3Request request, @Nullable Checksum checksum) {
    if (checksum != null) {
      request.header(checksum.algorithm().header(), checksum.base64());
    }
  }
}
