package dev.longhaul.s3copy;

import dev.longhaul.object.ObjectKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names jobs. The same event has the same name however often it is delivered, so that a retry
/// finds the row that is there and makes no second job (decision 21).
public final class JobId {
  private static final int BYTES = 16;

  private JobId() {}

  /// 32 hexadecimal digits, as the original has them.
  ///
  /// @param moment what tells one event about the key from the next: the store's sequencer, or the
  ///   event's time where it gives none
  public static String of(String bucket, ObjectKey key, String moment) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, bucket.getBytes(StandardCharsets.UTF_8));
      add(digest, key.toBytes());
      add(digest, moment.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// With its length before it, so that no two triples give the same bytes.
  private static void add(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
    digest.update(part);
  }
}
