package dev.longhaul.s3copy;

import dev.longhaul.object.Escaped;
import dev.longhaul.object.ObjectKey;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One key that is to be made equal, as function Main hands it to a worker.
///
/// @param id the job's name in both tables; see [JobId]
/// @param bucket the source
/// @param key as it is, in no encoding
/// @param destinationBucket where it goes, under the same key
/// @param credentials where the destination's keys lie; `null` in rows of the tables and in jobs
///   that the original's Monitor sends, where the worker's own environment says it
public record CopyJob(
    String id,
    String bucket,
    ObjectKey key,
    String destinationBucket,
    @Nullable CredentialObject credentials) {
  /// Those that S3 has, and the longer ones that it once allowed.
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

  /// The original's are 32 hexadecimal digits; people who type a job by hand name it shorter.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public CopyJob {
    if (!ID.matcher(id).matches()) {
      throw new MalformedJob("id: 1 to 64 letters, digits, - and _, not " + shown(id));
    }
    checkBucket("bucket", bucket);
    checkBucket("dst_bucket", destinationBucket);
  }

  /// The same, with the destination's keys there.
  public CopyJob with(@Nullable CredentialObject place) {
    return new CopyJob(id, bucket, key, destinationBucket, place);
  }

  static void checkBucket(String field, String bucket) {
    if (!BUCKET.matcher(bucket).matches()) {
      throw new MalformedJob(field + ": no name of a bucket: " + shown(bucket));
    }
  }

  static String shown(String text) {
    String escaped = Escaped.text(text);
    return escaped.length() > 80 ? escaped.substring(0, 80) + "…" : escaped;
  }
}
