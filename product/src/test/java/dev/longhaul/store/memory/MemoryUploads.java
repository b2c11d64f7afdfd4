package dev.longhaul.store.memory;

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
import dev.longhaul.store.StoreException;
import dev.longhaul.store.Stored;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.WriteAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Multipart uploads to a store in memory.
final class MemoryUploads implements MultipartUploads {
  private final InMemoryStore store;

  MemoryUploads(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public UploadId create(
      ObjectKey key, ObjectAttributes attributes, @Nullable ChecksumAlgorithm algorithm) {
    return store.call(
        new MemoryCall(Operation.CREATE_UPLOAD, key, 0),
        bucket -> {
          bucket.throwIfMissing();
          MemoryWriter.check(bucket, attributes);
          UploadId id = new UploadId("upload-" + bucket.number());
          ChecksumAlgorithm kept = bucket.has(Quirk.IGNORES_CHECKSUMS) ? null : algorithm;
          bucket.uploads.put(
              id,
              new MemoryUpload(
                  bucket.admitted(key), attributes, kept, bucket.tick(), store.initiator()));
          return id;
        });
  }

  @Override
  public UploadedPart upload(ObjectKey key, UploadId id, int number, Body body) {
    return store.write(
        new MemoryCall(Operation.UPLOAD_PART, key, number),
        body,
        (bucket, intake) -> {
          String damage = intake.damage();
          if (damage != null) {
            throw new StoreException(new Failure.Transient("part " + number + ": " + damage));
          }
          Checksum sent = body.digest().checksum();
          return keep(bucket, upload(bucket, key, id), number, intake, sent != null);
        });
  }

  private static UploadedPart keep(
      MemoryBucket bucket, MemoryUpload upload, int number, Intake intake, boolean echoes) {
    boolean opaque = bucket.has(Quirk.OPAQUE_ETAGS) || MemoryWriter.isKms(upload.attributes());
    ETag etag = opaque ? Intake.opaque(bucket.number()) : intake.etag();
    UploadedPart part =
        new UploadedPart(number, intake.content().size(), etag, echoes ? intake.checksum() : null);
    upload.parts().put(number, new MemoryUpload.Part(part, intake.content()));
    return part;
  }

  @Override
  public UploadedPart copyPart(PartCopy copy, ETag expected) {
    return store.call(
        new MemoryCall(Operation.COPY_PART, copy.key(), copy.number()),
        bucket -> {
          MemoryUpload upload = upload(bucket, copy.key(), copy.id());
          MemoryObject source = bucket.current(upload.key());
          if (source == null || !source.etag().equals(expected)) {
            throw MemoryBucket.refused(412, "PreconditionFailed", "copying part of " + copy.key());
          }
          Content slice = source.content().slice(copy.range().first(), copy.range().length());
          Checksum md5 = Intake.checksum(ChecksumAlgorithm.MD5, slice);
          ETag etag = md5 == null ? Intake.opaque(0) : Intake.hex(md5);
          return keep(bucket, upload, copy.number(), new Intake(slice, etag, null, null), false);
        });
  }

  private static MemoryUpload upload(MemoryBucket bucket, ObjectKey key, UploadId id) {
    MemoryUpload upload = bucket.uploads.get(id);
    if (bucket.missing || upload == null || !upload.key().equals(bucket.admitted(key))) {
      throw MemoryBucket.refused(404, "NoSuchUpload", "upload " + id + " of key " + key);
    }
    return upload;
  }

  @Override
  public List<UploadedPart> parts(ObjectKey key, UploadId id) {
    return store.call(
        new MemoryCall(Operation.LIST_PARTS, key, 0),
        bucket -> {
          bucket.throwIfMissing();
          MemoryUpload upload = bucket.uploads.get(id);
          if (upload == null || !upload.key().equals(bucket.admitted(key))) {
            return List.of();
          }
          boolean silent = bucket.has(Quirk.WANTS_PART_CHECKSUMS);
          return upload.parts().values().stream()
              .map(MemoryUpload.Part::facts)
              .map(part ->
                  silent ? new UploadedPart(part.number(), part.size(), part.etag(), null) : part)
              .toList();
        });
  }

  @Override
  public WriteAnswer complete(ObjectKey key, UploadId id, Completion completion) {
    return store.call(
        new MemoryCall(Operation.COMPLETE_UPLOAD, key, 0),
        bucket -> {
          MemoryUpload upload = bucket.uploads.get(id);
          if (bucket.missing || upload == null) {
            // It may be open no more because it was completed (H30).
            return new WriteAnswer.Ambiguous(
                new Failure.Refused("404 NoSuchUpload", 404, "NoSuchUpload"));
          }
          List<MemoryUpload.Part> parts = chosen(bucket, upload, completion);
          boolean allAreNamed =
              completion.parts().stream().allMatch(part -> part.checksum() != null);
          if (upload.algorithm() != null
              && !allAreNamed
              && bucket.has(Quirk.WANTS_PART_CHECKSUMS)) {
            return new WriteAnswer.DigestRefused("BadRequest: a part's checksum is missing");
          }
          if (!bucket.allows(
              upload.key(),
              completion.precondition(),
              Quirk.IGNORES_COMPLETE_IF_ABSENT,
              Quirk.IGNORES_COMPLETE_IF_MATCH)) {
            return new WriteAnswer.PreconditionFailed(false);
          }
          MemoryObject object = assembled(bucket, upload, parts);
          Checksum whole = completion.whole();
          if (whole != null
              && Checksum.agree(List.of(whole), object.checksums()).orElse(true) == false) {
            return new WriteAnswer.DigestRefused("BadDigest: the " + whole.algorithm());
          }
          bucket.uploads.remove(id);
          if (bucket.has(Quirk.DATED_BY_INITIATION)) {
            bucket.addByDate(upload.key(), object);
          } else {
            bucket.add(upload.key(), object);
          }
          return new WriteAnswer.Written(
              new Stored(object.etag(), object.versionId(), object.checksums()));
        });
  }

  private static List<MemoryUpload.Part> chosen(
      MemoryBucket bucket, MemoryUpload upload, Completion completion) {
    List<MemoryUpload.Part> chosen = new ArrayList<>();
    for (UploadedPart named : completion.parts()) {
      MemoryUpload.Part part = upload.parts().get(named.number());
      if (part == null || !part.facts().etag().equals(named.etag())) {
        throw invalid(400, "InvalidPart", named);
      }
      boolean last = named.number() == completion.parts().size();
      if (!last && part.facts().size() < bucket.minPartSize) {
        throw invalid(400, "EntityTooSmall", named);
      }
      chosen.add(part);
    }
    if (chosen.isEmpty()) {
      throw MemoryBucket.refused(400, "MalformedXML", "completing without parts");
    }
    return chosen;
  }

  private static StoreException invalid(int status, String code, UploadedPart part) {
    return MemoryBucket.refused(status, code, "part " + part.number());
  }

  private static MemoryObject assembled(
      MemoryBucket bucket, MemoryUpload upload, List<MemoryUpload.Part> parts) {
    boolean opaque =
        bucket.has(Quirk.OPAQUE_ETAGS)
            || bucket.has(Quirk.OPAQUE_MULTIPART_ETAGS)
            || MemoryWriter.isKms(upload.attributes());
    ETag etag =
        opaque
            ? new ETag(Intake.opaque(bucket.number()) + "-" + parts.size())
            : Intake.ofParts(parts.stream().map(part -> part.facts().etag()).toList());
    Content content = Content.joined(parts.stream().map(MemoryUpload.Part::content).toList());
    ChecksumAlgorithm algorithm = upload.algorithm();
    Checksum checksum = algorithm == null ? null : Intake.checksum(algorithm, content);
    return new MemoryObject(
        bucket.newVersionId(),
        bucket.has(Quirk.DATED_BY_INITIATION) ? upload.initiated() : bucket.tick(),
        content,
        etag,
        MemoryWriter.kept(bucket, upload.attributes()),
        MemoryWriter.archive(upload.attributes()),
        checksum == null ? List.of() : List.of(checksum),
        parts.stream().map(part -> part.facts().size()).toList());
  }

  @Override
  public void abort(ObjectKey key, UploadId id) {
    store.call(
        new MemoryCall(Operation.ABORT_UPLOAD, key, 0),
        bucket -> {
          bucket.throwIfMissing();
          boolean aborted = bucket.uploads.keySet().remove(id);
          if (aborted && bucket.has(Quirk.ABORT_TAKES_OBJECT)) {
            bucket.versions.remove(key);
          }
          return aborted;
        });
  }

  @Override
  public List<OpenUpload> open(ObjectKey key) {
    return store.call(
        new MemoryCall(Operation.LIST_UPLOADS, key, 0),
        bucket -> {
          bucket.throwIfMissing();
          ObjectKey admitted = bucket.admitted(key);
          List<OpenUpload> open = new ArrayList<>();
          for (Map.Entry<UploadId, MemoryUpload> entry : bucket.uploads.entrySet()) {
            MemoryUpload upload = entry.getValue();
            if (upload.key().equals(admitted)) {
              open.add(new OpenUpload(key, entry.getKey(), upload.initiated(), upload.initiator()));
            }
          }
          return open;
        });
  }
}
