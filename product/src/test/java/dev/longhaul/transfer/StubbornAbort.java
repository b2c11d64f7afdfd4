package dev.longhaul.transfer;

import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Body;
import dev.longhaul.store.Completion;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.OpenUpload;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.WriteAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Uploads whose parts in flight survive some aborts.
final class StubbornAbort implements MultipartUploads {
  private final MultipartUploads uploads;
  private int aborts;

  StubbornAbort(MultipartUploads uploads, int aborts) {
    this.uploads = uploads;
    this.aborts = aborts;
  }

  @Override
  public void abort(ObjectKey key, UploadId id) {
    aborts--;
    if (aborts <= 0) {
      uploads.abort(key, id);
    }
  }

  @Override
  public UploadId create(
      ObjectKey key, ObjectAttributes attributes, @Nullable ChecksumAlgorithm algorithm) {
    return uploads.create(key, attributes, algorithm);
  }

  @Override
  public UploadedPart upload(ObjectKey key, UploadId id, int number, Body body) {
    return uploads.upload(key, id, number, body);
  }

  @Override
  public UploadedPart copyPart(PartCopy copy, ETag expected) {
    return uploads.copyPart(copy, expected);
  }

  @Override
  public List<UploadedPart> parts(ObjectKey key, UploadId id) {
    return uploads.parts(key, id);
  }

  @Override
  public WriteAnswer complete(ObjectKey key, UploadId id, Completion completion) {
    return uploads.complete(key, id, completion);
  }

  @Override
  public List<OpenUpload> open(ObjectKey key) {
    return uploads.open(key);
  }
}
