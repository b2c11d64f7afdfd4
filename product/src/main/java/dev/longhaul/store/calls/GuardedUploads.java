package dev.longhaul.store.calls;

import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Body;
import dev.longhaul.store.Completion;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.OpenUpload;
import dev.longhaul.store.Operation;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.WriteAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Multipart uploads behind a policy and a flow.
record GuardedUploads(MultipartUploads uploads, CallPolicy policy, BodyFlow flow)
    implements MultipartUploads {
  @Override
  public UploadId create(
      ObjectKey key, ObjectAttributes attributes, @Nullable ChecksumAlgorithm algorithm) {
    return policy.call(
        Call.of(Operation.CREATE_UPLOAD), () -> uploads.create(key, attributes, algorithm));
  }

  @Override
  public UploadedPart upload(ObjectKey key, UploadId id, int number, Body body) {
    Body flowing = FlowStreams.sent(body, flow);
    return policy.call(
        Call.moving(Operation.UPLOAD_PART, body.length()),
        () -> uploads.upload(key, id, number, flowing));
  }

  @Override
  public UploadedPart copyPart(PartCopy copy, ETag expected) {
    return policy.call(Call.within(Operation.COPY_PART), () -> uploads.copyPart(copy, expected));
  }

  @Override
  public List<UploadedPart> parts(ObjectKey key, UploadId id) {
    return policy.call(Call.of(Operation.LIST_PARTS), () -> uploads.parts(key, id));
  }

  @Override
  public WriteAnswer complete(ObjectKey key, UploadId id, Completion completion) {
    return policy.call(
        Call.within(Operation.COMPLETE_UPLOAD), () -> uploads.complete(key, id, completion));
  }

  @Override
  public void abort(ObjectKey key, UploadId id) {
    policy.call(
        Call.of(Operation.ABORT_UPLOAD),
        () -> {
          uploads.abort(key, id);
          return id;
        });
  }

  @Override
  public List<OpenUpload> open(ObjectKey key) {
    return policy.call(Call.of(Operation.LIST_UPLOADS), () -> uploads.open(key));
  }
}
