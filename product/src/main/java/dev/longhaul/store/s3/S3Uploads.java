package dev.longhaul.store.s3;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Body;
import dev.longhaul.store.Completion;
import dev.longhaul.store.Failure;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.OpenUpload;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.Stored;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.WriteAnswer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes objects in parts.
final class S3Uploads implements MultipartUploads {
  private final Calls calls;

  S3Uploads(Calls calls) {
    this.calls = calls;
  }

  @Override
  public UploadId create(
      ObjectKey key, ObjectAttributes attributes, @Nullable ChecksumAlgorithm algorithm) {
    S3Request request = calls.target().object(Operation.CREATE_UPLOAD, "POST", key);
    request.encodedQuery("uploads", "");
    AttributeHeaders.add(request, key, attributes, calls.target().failures());
    if (algorithm != null) {
      request.header("x-amz-checksum-algorithm", algorithm.name());
      request.header("x-amz-checksum-type", algorithm.combines() ? "FULL_OBJECT" : "COMPOSITE");
    }
    request.noBody();
    return calls.ask(request, reply -> uploadId(request, reply));
  }

  private UploadId uploadId(S3Request request, Reply reply) throws IOException {
    if (reply.status() != 200) {
      throw calls.refusal(request, reply).exception();
    }
    XmlElement root = document(request, reply);
    String id = root.textOr("UploadId", "").strip();
    if (!root.answers("InitiateMultipartUpload") || id.isEmpty()) {
      throw calls.senseless(request, "no upload id");
    }
    return new UploadId(id);
  }

  @Override
  public UploadedPart upload(ObjectKey key, UploadId id, int number, Body body) {
    S3Request request = calls.target().object(Operation.UPLOAD_PART, "PUT", key);
    request.query("partNumber", Integer.toString(number)).query("uploadId", id.value());
    Digests.add(request, body.digest());
    request.body(body);
    return calls.ask(
        request,
        reply -> {
          if (reply.status() != 200) {
            throw calls.refusal(request, reply).exception();
          }
          ETag etag = StateHeaders.etag(reply);
          if (etag == null) {
            throw calls.senseless(request, "success without an ETag");
          }
          List<Checksum> echoed = StateHeaders.checksums(reply);
          return new UploadedPart(
              number, body.length(), etag, echoed.isEmpty() ? null : echoed.get(0));
        });
  }

  @Override
  public UploadedPart copyPart(PartCopy copy, ETag expected) {
    S3Request request = calls.target().object(Operation.COPY_PART, "PUT", copy.key());
    request
        .query("partNumber", Integer.toString(copy.number()))
        .query("uploadId", copy.id().value())
        .header("x-amz-copy-source", S3Writer.copySource(calls.target(), copy.key()))
        .header("x-amz-copy-source-if-match", expected.quoted())
        .header("x-amz-copy-source-range", copy.range().header())
        .noBody();
    return calls.ask(
        request,
        reply -> {
          if (reply.status() != 200) {
            throw calls.refusal(request, reply).exception();
          }
          return copied(request, copy, reply);
        });
  }

  private UploadedPart copied(S3Request request, PartCopy copy, Reply reply) throws IOException {
    // S3Proxy answers as if a whole object had been copied.
    WriteAnswer answer =
        new LateAnswer(calls, request, new Precondition.None())
            .read(reply, "CopyPart", "CopyObject");
    return switch (answer) {
      case WriteAnswer.Written(Stored stored) ->
          new UploadedPart(
              copy.number(),
              copy.range().length(),
              stored.etag(),
              stored.checksums().isEmpty() ? null : stored.checksums().get(0));
      case WriteAnswer.Ambiguous(Failure failure) -> throw new StoreException(failure);
      case WriteAnswer.PreconditionFailed _ ->
          throw new StoreException(
              new Failure.Refused(
                  "the object that a part was to be copied from has changed: " + copy.key(),
                  412,
                  "PreconditionFailed"));
      case WriteAnswer.DigestRefused(String message) ->
          throw new StoreException(new Failure.Transient(message));
    };
  }

  @Override
  public List<UploadedPart> parts(ObjectKey key, UploadId id) {
    return new UploadListings(calls).parts(key, id);
  }

  @Override
  public WriteAnswer complete(ObjectKey key, UploadId id, Completion completion) {
    S3Request request = calls.target().object(Operation.COMPLETE_UPLOAD, "POST", key);
    request.query("uploadId", id.value()).header("content-type", "application/xml");
    Calls.add(request, completion.precondition());
    Checksum whole = completion.whole();
    if (whole != null) {
      Digests.add(request, whole);
      request.header("x-amz-checksum-type", whole.type().name());
      request.header("x-amz-mp-object-size", Long.toString(completion.size()));
    }
    request.document(PartDocuments.complete(completion));
    return calls.change(request, reply -> completed(request, completion.precondition(), reply));
  }

  private WriteAnswer completed(S3Request request, Precondition precondition, Reply reply)
      throws IOException {
    if (reply.status() == 200) {
      return new LateAnswer(calls, request, precondition).read(reply, "CompleteMultipartUpload");
    }
    return calls.refusedChange(request, precondition, reply);
  }

  @Override
  public void abort(ObjectKey key, UploadId id) {
    S3Request request = calls.target().object(Operation.ABORT_UPLOAD, "DELETE", key);
    request.query("uploadId", id.value());
    calls.ask(
        request,
        reply -> {
          switch (reply.status()) {
            case 200, 204 -> {}
            default -> {
              Calls.Refusal refusal = calls.refusal(request, reply);
              if (!refusal.error().is("NoSuchUpload")) {
                throw refusal.exception();
              }
            }
          }
          return true;
        });
  }

  @Override
  public List<OpenUpload> open(ObjectKey key) {
    return new UploadListings(calls).open(key);
  }

  private XmlElement document(S3Request request, Reply reply) throws IOException {
    try {
      return XmlElement.parse(reply.readAtMost(ErrorReply.MAX_BYTES));
    } catch (XmlElement.Malformed malformed) {
      throw calls.senseless(request, String.valueOf(malformed.getMessage()));
    }
  }
}
