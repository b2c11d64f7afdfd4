package dev.longhaul.store.s3;

import dev.longhaul.object.ByteRange;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.Tags;
import dev.longhaul.store.BodyReader;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.Operation;
import dev.longhaul.store.PartFacts;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads objects by HEAD and GET; believes no answer that is not of the pinned incarnation.
final class S3Reader implements ObjectReader {
  private final Calls calls;

  S3Reader(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Lookup head(ObjectKey key) {
    S3Request request = calls.target().object(Operation.HEAD, "HEAD", key);
    request.header("x-amz-checksum-mode", "ENABLED");
    return calls.ask(request, reply -> lookup(request, reply));
  }

  private Lookup lookup(S3Request request, Reply reply) throws IOException {
    return switch (reply.status()) {
      case 200 -> new Lookup.Found(state(request, reply, announcedLength(request, reply), true));
      case 404 -> new Lookup.NotFound("true".equals(reply.header("x-amz-delete-marker")));
      default -> throw calls.refusal(request, reply).exception();
    };
  }

  private long announcedLength(S3Request request, Reply reply) {
    String length = reply.header("content-length");
    if (length == null || length.isEmpty() || !isNumber(length)) {
      throw calls.senseless(request, "the answer has no Content-Length");
    }
    return Long.parseLong(length);
  }

  private ObjectState state(S3Request request, Reply reply, long size, boolean whole) {
    try {
      return StateHeaders.read(reply, size, whole);
    } catch (StateHeaders.Incomplete incomplete) {
      throw calls.senseless(request, String.valueOf(incomplete.getMessage()));
    }
  }

  @Override
  public Optional<PartFacts> part(ObjectKey key, Incarnation pin, int partNumber) {
    S3Request request = calls.target().object(Operation.HEAD, "HEAD", key);
    request.query("partNumber", Integer.toString(partNumber));
    pin(request, pin);
    return calls.ask(
        request,
        reply ->
            switch (reply.status()) {
              case 200, 206 -> partFacts(request, pin, reply);
              case 404, 405, 412, 416, 501 -> Optional.empty();
              default -> throw calls.refusal(request, reply).exception();
            });
  }

  private Optional<PartFacts> partFacts(S3Request request, Incarnation pin, Reply reply) {
    String count = reply.header("x-amz-mp-parts-count");
    if (count == null || !isNumber(count) || count.length() > 5) {
      return Optional.empty();
    }
    long size = announcedLength(request, reply);
    ContentRange range = ContentRange.parse(reply.header("content-range"));
    boolean same =
        isSame(pin, state(request, reply, pin.size(), false).incarnation())
            && (range == null || range.total() == pin.size());
    int parts = Integer.parseInt(count);
    return same && parts > 0 ? Optional.of(new PartFacts(parts, size)) : Optional.empty();
  }

  @Override
  public <T> Reading<T> read(ObjectKey key, ReadRequest wanted, BodyReader<T> reader) {
    S3Request request = calls.target().object(Operation.GET, "GET", key);
    if (wanted.pin() != null) {
      pin(request, wanted.pin());
    }
    if (wanted.range() == null) {
      request.header("x-amz-checksum-mode", "ENABLED");
    } else {
      request.header("range", wanted.range().header());
    }
    return calls.ask(request, reply -> reading(request, wanted, reply, reader));
  }

  private void pin(S3Request request, Incarnation pin) {
    request.header("if-match", pin.etag().quoted());
    if (pin.versionId() != null && calls.dialect().readsVersions()) {
      request.query("versionId", pin.versionId());
    }
  }

  private <T> Reading<T> reading(
      S3Request request, ReadRequest wanted, Reply reply, BodyReader<T> reader) throws IOException {
    return switch (reply.status()) {
      case 200, 206 -> body(request, wanted, reply, reader);
      case 404 -> missing(request, reply);
      case 412, 416 -> changed(request, wanted, reply);
      default -> throw calls.refusal(request, reply).exception();
    };
  }

  /// Only a well-formed NoSuchKey says that the key is missing: anything on the way can say 404
  /// (H15).
  private <T> Reading<T> missing(S3Request request, Reply reply) throws IOException {
    Calls.Refusal refusal = calls.refusal(request, reply);
    if (refusal.error().is("NoSuchKey")) {
      return new Reading.Missing<>();
    }
    if (refusal.error().is("NoSuchVersion")) {
      return new Reading.Changed<>();
    }
    if (refusal.error().code() == null) {
      throw calls.senseless(request, "a 404 that does not name NoSuchKey");
    }
    throw refusal.exception();
  }

  private <T> Reading<T> changed(S3Request request, ReadRequest wanted, Reply reply)
      throws IOException {
    if (wanted.pin() == null) {
      throw calls.refusal(request, reply).exception();
    }
    return new Reading.Changed<>();
  }

  private <T> Reading<T> body(
      S3Request request, ReadRequest wanted, Reply reply, BodyReader<T> reader) throws IOException {
    long length = reply.length();
    if (length < 0) {
      throw calls.senseless(request, "the answer has no Content-Length (H32)");
    }
    ByteRange range = wanted.range();
    long size = length;
    if (range != null && reply.status() == 206) {
      size = checkedRange(request, range, reply);
    } else if (reply.status() == 206) {
      throw calls.senseless(request, "a part of the object where the whole was asked for");
    }
    ObjectState state = state(request, reply, size, reply.status() == 200);
    Incarnation pin = wanted.pin();
    if (pin != null && !isSame(pin, state.incarnation())) {
      return new Reading.Changed<>();
    }
    if (range != null && length != range.length()) {
      throw ignoresRanges(request);
    }
    return new Reading.Complete<>(reader.read(state, length, reply.body()));
  }

  /// The size of the whole object, after checking that the range is the one asked for (H18).
  private long checkedRange(S3Request request, ByteRange range, Reply reply) {
    ContentRange given = ContentRange.parse(reply.header("content-range"));
    if (given == null) {
      throw calls.senseless(request, "a 206 without a usable Content-Range");
    }
    boolean asked = given.first() == range.first() && given.last() == range.last();
    if (!asked || reply.length() != range.length()) {
      throw calls.senseless(request, "another range than " + range.header());
    }
    return given.total();
  }

  private StoreException ignoresRanges(S3Request request) {
    String message =
        calls.senseless(request, "the whole object where a range was asked for").getMessage();
    return new StoreException(
        new Failure.Refused(message + ". The store ignores Range", 200, "RangeIgnored"));
  }

  /// Whether an answer is of the pinned incarnation. Dates in headers have whole seconds, a pin
  /// from a listing may be finer.
  private static boolean isSame(Incarnation pin, Incarnation given) {
    Instant second = pin.lastModified().truncatedTo(ChronoUnit.SECONDS);
    Duration apart = Duration.between(pin.lastModified(), given.lastModified()).abs();
    boolean sameDate =
        second.equals(pin.lastModified())
            ? apart.isZero()
            : apart.compareTo(Duration.ofSeconds(1)) < 0;
    boolean sameVersion =
        pin.versionId() == null
            || given.versionId() == null
            || pin.versionId().equals(given.versionId());
    return pin.etag().equals(given.etag()) && pin.size() == given.size() && sameDate && sameVersion;
  }

  @Override
  public Tags tags(ObjectKey key, @Nullable String versionId) {
    S3Request request = calls.target().object(Operation.GET_TAGS, "GET", key);
    request.encodedQuery("tagging", "");
    if (versionId != null && calls.dialect().readsVersions()) {
      request.query("versionId", versionId);
    }
    return calls.ask(request, reply -> tags(request, reply));
  }

  private Tags tags(S3Request request, Reply reply) throws IOException {
    if (reply.status() == 200) {
      return parsedTags(request, reply.readAtMost(ErrorReply.MAX_BYTES));
    }
    Calls.Refusal refusal = calls.refusal(request, reply);
    boolean none =
        refusal.error().is("NoSuchKey")
            || refusal.error().is("NoSuchVersion")
            || refusal.error().is("NoSuchTagSet");
    if (reply.status() == 404 && none) {
      return Tags.NONE;
    }
    throw refusal.exception();
  }

  private Tags parsedTags(S3Request request, byte[] document) {
    boolean lenient =
        calls.target().address().kind() == BucketAddress.Kind.COMPATIBLE && document.length == 0;
    if (lenient) {
      return Tags.NONE;
    }
    try {
      XmlElement root = XmlElement.parse(document);
      XmlElement set = root.child("TagSet");
      if (!root.name().equals("Tagging") || set == null) {
        throw calls.senseless(request, "no tag set in the answer");
      }
      TreeMap<String, String> tags = new TreeMap<>();
      for (XmlElement tag : set.children("Tag")) {
        tags.put(tag.textOr("Key", ""), tag.textOr("Value", ""));
      }
      return new Tags(tags);
    } catch (XmlElement.Malformed malformed) {
      throw calls.senseless(request, String.valueOf(malformed.getMessage()));
    }
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() < 19
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
