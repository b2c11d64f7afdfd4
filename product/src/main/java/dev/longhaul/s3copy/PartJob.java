package dev.longhaul.s3copy;

import dev.longhaul.object.ByteRange;
import dev.longhaul.object.ObjectKey;
import org.jspecify.annotations.Nullable;

/// One part of a multipart upload, as the original's Main and Monitor hand it to function MPU.
///
/// @param key as it is, in no encoding
/// @param upload the destination's name for the upload
/// @param number from 1
/// @param range the bytes of the source; the original's last range reaches beyond the end
/// @param credentials as in [CopyJob]
public record PartJob(
    String bucket,
    ObjectKey key,
    String destinationBucket,
    String upload,
    int number,
    ByteRange range,
    @Nullable CredentialObject credentials) {
  /// The most parts that S3 takes.
  public static final int MAX_NUMBER = 10_000;

  /// The same, with the destination's keys there.
  public PartJob with(@Nullable CredentialObject place) {
    return new PartJob(bucket, key, destinationBucket, upload, number, range, place);
  }

  public PartJob {
    CopyJob.checkBucket("bucket", bucket);
    CopyJob.checkBucket("dst_bucket", destinationBucket);
    if (upload.isEmpty()) {
      throw new MalformedJob("uploadid: is empty");
    }
    if (number < 1 || number > MAX_NUMBER) {
      throw new MalformedJob("part: 1 to " + MAX_NUMBER + ", not " + number);
    }
  }
}
