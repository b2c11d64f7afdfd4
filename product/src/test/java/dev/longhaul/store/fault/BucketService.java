package dev.longhaul.store.fault;

import dev.longhaul.object.ByteRange;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.store.Body;
import dev.longhaul.store.Completion;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.Stored;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.MemoryObject;
import dev.longhaul.store.memory.Quirk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves one bucket in memory over the S3 protocol, as it should be served.
final class BucketService implements Service {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final InMemoryStore store;
  private final ObjectStore ports;
  private final String bucket;

  BucketService(InMemoryStore store) {
    this.store = store;
    this.ports = store.ports();
    this.bucket = ports.address().bucket();
  }

  @Override
  public Answer serve(Asked asked) {
    if (!asked.bucket().equals(bucket) || store.isMissing()) {
      return missing(asked, "NoSuchBucket");
    }
    try {
      return answer(asked);
    } catch (StoreException refused) {
      return refusal(refused.failure());
    }
  }

  private static Answer missing(Asked asked, String code) {
    Answer answer = Answer.error(404, code);
    return asked.method().equals("HEAD") ? answer.with(new byte[0]) : answer;
  }

  private static Answer refusal(Failure failure) {
    return switch (failure) {
      case Failure.Refused(_, int status, String code) ->
          Answer.error(status, code == null ? "Unknown" : code);
      case Failure.WrongCredentials(_, int status, String code) ->
          Answer.error(status, code == null ? "AccessDenied" : code);
      case Failure.Throttled _ -> Answer.error(503, "SlowDown");
      case Failure.Transient _ -> Answer.error(400, "BadDigest");
    };
  }

  private Answer answer(Asked asked) {
    return switch (asked.operation()) {
      case HEAD_BUCKET -> Answer.empty(200).with("x-amz-bucket-region", "eu-west-1");
      case GET_NOTIFICATIONS -> Answer.xml("<NotificationConfiguration/>");
      case PUT_NOTIFICATIONS -> Answer.error(501, "NotImplemented");
      case LIST -> list(asked);
      case LIST_UPLOADS -> listUploads(asked);
      case HEAD -> head(asked);
      case GET -> get(asked);
      case GET_TAGS -> tags(asked);
      case PUT_TAGS -> putTags(asked);
      case PUT ->
          written(
              ports
                  .writer()
                  .put(
                      asked.key(),
                      Headers.attributes(asked),
                      Body.of(asked.body(), Headers.digest(asked)),
                      Headers.precondition(asked)),
              stored -> Headers.stored(Answer.empty(200), stored));
      case COPY -> copy(asked);
      case DELETE -> delete(asked);
      case CREATE_UPLOAD -> createUpload(asked);
      case UPLOAD_PART -> uploadPart(asked);
      case COPY_PART -> copyPart(asked);
      case LIST_PARTS -> listParts(asked);
      case COMPLETE_UPLOAD -> complete(asked);
      case ABORT_UPLOAD -> {
        ports.uploads().abort(asked.key(), id(asked));
        yield Answer.empty(204);
      }
    };
  }

  /// What a write that was done is answered with.
  private interface Done {
    Answer answer(Stored stored);
  }

  private static Answer written(WriteAnswer answer, Done done) {
    return switch (answer) {
      case WriteAnswer.Written(Stored stored) -> done.answer(stored);
      case WriteAnswer.PreconditionFailed(boolean conflict) ->
          conflict
              ? Answer.error(409, "ConditionalRequestConflict")
              : Answer.error(412, "PreconditionFailed");
      case WriteAnswer.DigestRefused _ -> Answer.error(400, "BadDigest");
      case WriteAnswer.Ambiguous(Failure failure) -> refusal(failure);
    };
  }

  private Answer list(Asked asked) {
    String after = asked.query().get("start-after");
    String token = asked.query().get("continuation-token");
    ListingRequest request =
        new ListingRequest(
            KeyPrefix.of(asked.query().getOrDefault("prefix", "")),
            after == null ? null : ObjectKey.of(after),
            token,
            Integer.parseInt(asked.query().getOrDefault("max-keys", "1000")));
    return Answer.xml(Documents.listing(bucket, asked, ports.lister().list(request)));
  }

  private Answer listUploads(Asked asked) {
    ObjectKey key = ObjectKey.of(asked.query().getOrDefault("prefix", "none"));
    return Answer.xml(Documents.uploads(bucket, asked, ports.uploads().open(key)));
  }

  private @Nullable MemoryObject find(Asked asked) {
    List<MemoryObject> versions = store.versions(asked.key());
    String wanted = asked.query().get("versionId");
    if (wanted == null) {
      return versions.isEmpty() ? null : versions.getLast();
    }
    return versions.stream()
        .filter(version -> wanted.equals(version.versionId()))
        .findFirst()
        .orElse(null);
  }

  private Answer head(Asked asked) {
    ports.reader().head(asked.key());
    MemoryObject object = find(asked);
    if (object == null || object.deleteMarker()) {
      Answer missing = Answer.empty(404);
      return object == null ? missing : missing.with("x-amz-delete-marker", "true");
    }
    if (isUnmatched(asked, object)) {
      return Answer.empty(412);
    }
    Answer whole = described(asked, object, Answer.of(200, new byte[0]));
    String number = asked.query().get("partNumber");
    if (number == null || store.is(Quirk.NO_PART_FACTS)) {
      return whole.with("Content-Length", Long.toString(object.content().size()));
    }
    return part(object, Integer.parseInt(number), whole);
  }

  private static Answer part(MemoryObject object, int number, Answer whole) {
    List<Long> sizes = object.partSizes();
    if (number > Math.max(1, sizes.size())) {
      return Answer.empty(416);
    }
    if (sizes.isEmpty()) {
      return whole.with("Content-Length", Long.toString(object.content().size()));
    }
    long first = sizes.subList(0, number - 1).stream().mapToLong(Long::longValue).sum();
    long size = sizes.get(number - 1);
    return new Answer(206, whole.headers(), whole.body(), false, whole.delivery())
        .with("Content-Length", Long.toString(size))
        .with("x-amz-mp-parts-count", Integer.toString(sizes.size()))
        .with(
            "Content-Range",
            "bytes " + first + "-" + (first + size - 1) + "/" + object.content().size());
  }

  private static boolean isUnmatched(Asked asked, MemoryObject object) {
    String match = asked.header("if-match");
    return match != null && !ETag.ofHeader(match).equals(object.etag());
  }

  private Answer described(Asked asked, MemoryObject object, Answer answer) {
    boolean counts = !store.is(Quirk.NO_TAG_COUNT) && !store.is(Quirk.TAGS_FORBIDDEN);
    boolean checksums = "ENABLED".equals(asked.header("x-amz-checksum-mode"));
    return Headers.describe(answer, object, counts, checksums);
  }

  private Answer get(Asked asked) {
    MemoryObject object = find(asked);
    if (object == null || object.deleteMarker()) {
      return missing(asked, asked.has("versionId") ? "NoSuchVersion" : "NoSuchKey");
    }
    if (isUnmatched(asked, object)) {
      return Answer.error(412, "PreconditionFailed");
    }
    if (object.archive() != StorageFacts.Archive.READABLE) {
      return Answer.error(403, "InvalidObjectState");
    }
    Content content = object.content();
    String header = asked.header("range");
    Matcher range = RANGE.matcher(header == null ? "" : header);
    if (!range.matches()) {
      return described(asked, object, Answer.of(200, content.toBytes()));
    }
    long first = Long.parseLong(range.group(1));
    long last = Math.min(Long.parseLong(range.group(2)), content.size() - 1);
    if (first > last) {
      return Answer.error(416, "InvalidRange");
    }
    return described(
            asked, object, Answer.of(206, content.slice(first, last - first + 1).toBytes()))
        .with("Content-Range", "bytes " + first + "-" + last + "/" + content.size());
  }

  private Answer tags(Asked asked) {
    if (!store.has(asked.key())) {
      return missing(asked, "NoSuchKey");
    }
    return Answer.xml(Documents.tags(ports.reader().tags(asked.key(), null)));
  }

  private Answer putTags(Asked asked) {
    String document = new String(asked.body(), StandardCharsets.UTF_8);
    return written(
        ports.writer().putTags(asked.key(), Documents.readTags(document), new ETag("any")),
        _ -> Answer.empty(asked.method().equals("DELETE") ? 204 : 200));
  }

  private Answer copy(Asked asked) {
    return written(
        ports.writer().replaceAttributes(asked.key(), Headers.attributes(asked), copied(asked)),
        stored -> Answer.xml(Documents.stored("CopyObject", stored)));
  }

  private static ETag copied(Asked asked) {
    return ETag.ofHeader(String.valueOf(asked.header("x-amz-copy-source-if-match")));
  }

  private Answer delete(Asked asked) {
    return written(
        ports.writer().delete(asked.key(), Headers.precondition(asked)),
        stored ->
            stored.versionId() == null
                ? Answer.empty(204)
                : Answer.empty(204).with("x-amz-version-id", stored.versionId()));
  }

  private static UploadId id(Asked asked) {
    return new UploadId(asked.query().getOrDefault("uploadId", "none"));
  }

  private Answer createUpload(Asked asked) {
    String algorithm = asked.header("x-amz-checksum-algorithm");
    UploadId id =
        ports
            .uploads()
            .create(
                asked.key(),
                Headers.attributes(asked),
                algorithm == null ? null : ChecksumAlgorithm.valueOf(algorithm));
    return Answer.xml(
        Documents.result("InitiateMultipartUpload", Documents.element("UploadId", id.value())));
  }

  private Answer uploadPart(Asked asked) {
    UploadedPart part =
        ports
            .uploads()
            .upload(
                asked.key(),
                id(asked),
                number(asked),
                Body.of(asked.body(), Headers.digest(asked)));
    return Headers.withChecksums(
        Answer.empty(200).with("ETag", part.etag().quoted()),
        part.checksum() == null ? List.of() : List.of(part.checksum()));
  }

  private static int number(Asked asked) {
    return Integer.parseInt(asked.query().getOrDefault("partNumber", "0"));
  }

  private Answer copyPart(Asked asked) {
    Matcher range = RANGE.matcher(String.valueOf(asked.header("x-amz-copy-source-range")));
    if (!range.matches()) {
      return Answer.error(400, "InvalidArgument");
    }
    long first = Long.parseLong(range.group(1));
    ByteRange bytes = new ByteRange(first, Long.parseLong(range.group(2)) - first + 1);
    MultipartUploads.PartCopy copy =
        new MultipartUploads.PartCopy(asked.key(), id(asked), number(asked), bytes);
    UploadedPart part = ports.uploads().copyPart(copy, copied(asked));
    return Answer.xml(Documents.stored("CopyPart", new Stored(part.etag(), null, List.of())));
  }

  private Answer listParts(Asked asked) {
    boolean open = store.openUploads().contains(id(asked));
    return open
        ? Answer.xml(Documents.parts(ports.uploads().parts(asked.key(), id(asked))))
        : missing(asked, "NoSuchUpload");
  }

  private Answer complete(Asked asked) {
    String document = new String(asked.body(), StandardCharsets.UTF_8);
    Completion completion =
        new Completion(
            Documents.readParts(document), Headers.precondition(asked), Headers.checksum(asked));
    return written(
        ports.uploads().complete(asked.key(), id(asked), completion),
        stored -> {
          Answer answer = Answer.xml(Documents.stored("CompleteMultipartUpload", stored));
          return stored.versionId() == null
              ? answer
              : answer.with("x-amz-version-id", stored.versionId());
        });
  }
}
