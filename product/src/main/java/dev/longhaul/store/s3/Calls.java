package dev.longhaul.store.s3;

import dev.longhaul.object.ETag;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.Stored;
import dev.longhaul.store.WriteAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Sends the requests of one bucket and judges what stores answer when they do not just say yes.
final class Calls {
  /// From this difference on, a 403 that does not say why is taken for one of the clock (H66).
  private static final Duration SUSPICIOUS = Duration.ofMinutes(4);

  private final Target target;
  private final Wire wire;
  private volatile Dialect dialect;

  Calls(Target target, Wire wire) {
    this.target = target;
    this.wire = wire;
    this.dialect = target.settings().dialect();
  }

  Target target() {
    return target;
  }

  Wire wire() {
    return wire;
  }

  /// How the store is spoken to now.
  Dialect dialect() {
    return dialect;
  }

  void speak(Dialect learnt) {
    dialect = learnt;
  }

  /// Sends a request that may be sent again: whatever gives no answer is thrown.
  <T> T ask(S3Request request, Wire.ReplyReader<T> reader) {
    try {
      return wire.exchange(request, reader);
    } catch (NoAnswer none) {
      throw new StoreException(none.failure(), none);
    }
  }

  /// Sends a mutation: when no answer tells whether it happened, that is the answer (decision 10).
  WriteAnswer change(S3Request request, Wire.ReplyReader<WriteAnswer> reader) {
    try {
      return wire.exchange(request, reader);
    } catch (NoAnswer none) {
      if (none.mayHaveActed()) {
        return new WriteAnswer.Ambiguous(none.failure());
      }
      throw new StoreException(none.failure(), none);
    }
  }

  /// An error and what it means.
  record Refusal(ErrorReply error, Failure failure) {
    StoreException exception() {
      return new StoreException(failure);
    }
  }

  /// Reads an error out of a reply.
  Refusal refusal(S3Request request, Reply reply) throws IOException {
    ErrorReply error = ErrorReply.of(reply);
    Failure failure = target.failures().refused(request.operation(), request.key(), error);
    if (error.status() == 403 && isAboutTime(request, error, reply)) {
      failure = followClock(request, reply, failure);
    }
    return new Refusal(error, failure);
  }

  private boolean isAboutTime(S3Request request, ErrorReply error, Reply reply) {
    if (error.is("RequestTimeTooSkewed")) {
      return true;
    }
    Instant date = HttpDate.ofHeader(reply.header("date"));
    return error.code() == null
        && request.method().equals("HEAD")
        && date != null
        && Duration.between(wire.clock().now(), date).abs().compareTo(SUSPICIOUS) > 0;
  }

  private Failure followClock(S3Request request, Reply reply, Failure otherwise) {
    Instant date = HttpDate.ofHeader(reply.header("date"));
    if (date == null) {
      return otherwise;
    }
    Duration ahead = wire.clock().aheadBy(date);
    if (!wire.clock().follow(date)) {
      return otherwise;
    }
    return target
        .failures()
        .senselessly(
            request.operation(),
            request.key(),
            "the store's clock is "
                + ahead.toSeconds()
                + " s ahead of ours; requests are signed by it from now on");
  }

  /// What a mutation that was not done as asked means.
  WriteAnswer refusedChange(S3Request request, Precondition precondition, Reply reply)
      throws IOException {
    Refusal refusal = refusal(request, reply);
    return refusedChange(request, precondition, refusal);
  }

  /// What a mutation that was not done as asked means, its error having been read.
  WriteAnswer refusedChange(S3Request request, Precondition precondition, Refusal refusal) {
    ErrorReply error = refusal.error();
    int status = error.status();
    boolean conditional = !(precondition instanceof Precondition.None);
    if (status == 412 || error.is("PreconditionFailed") || (status == 304 && conditional)) {
      return new WriteAnswer.PreconditionFailed(false);
    }
    if (error.is("ConditionalRequestConflict")
        || (status == 409 && error.code() == null && conditional)) {
      return new WriteAnswer.PreconditionFailed(true);
    }
    boolean gone = error.code() == null || error.is("NoSuchKey");
    if (status == 404 && precondition instanceof Precondition.IfMatch && gone) {
      return new WriteAnswer.PreconditionFailed(false);
    }
    if (isDigestRefusal(request, error)) {
      return new WriteAnswer.DigestRefused(refusal.failure().message());
    }
    if (error.is("NoSuchUpload") && request.operation() == Operation.COMPLETE_UPLOAD) {
      // It may be open no more because an earlier try, or another's, completed it (H30).
      return new WriteAnswer.Ambiguous(refusal.failure());
    }
    if (status >= 500 && status != 501 && !surelyDidNothing(error)) {
      return new WriteAnswer.Ambiguous(refusal.failure());
    }
    throw refusal.exception();
  }

  /// A store that asks to slow down by name did not begin.
  private static boolean surelyDidNothing(ErrorReply error) {
    return error.status() == 503 && error.code() != null && !error.is("InternalError");
  }

  /// Whether the store refused the bytes; some say so only in words.
  private static boolean isDigestRefusal(S3Request request, ErrorReply error) {
    boolean possible = error.status() == 400 || error.status() == 200;
    if (!possible || request.body() == null || error.code() == null) {
      return false;
    }
    return switch (error.code()) {
      case "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch" -> true;
      case "BadRequest", "InvalidRequest" -> {
        String words = error.message().toLowerCase(Locale.ROOT);
        yield words.contains("checksum") || words.contains("md5") || words.contains("digest");
      }
      default -> false;
    };
  }

  /// `Written` when the answer names what was stored, otherwise `Ambiguous` (H31).
  WriteAnswer stored(S3Request request, Reply reply) {
    ETag etag = StateHeaders.etag(reply);
    if (etag == null) {
      return ambiguous(request, "success without an ETag");
    }
    return new WriteAnswer.Written(new Stored(etag, version(reply), StateHeaders.checksums(reply)));
  }

  WriteAnswer ambiguous(S3Request request, String what) {
    return new WriteAnswer.Ambiguous(
        target.failures().senselessly(request.operation(), request.key(), what));
  }

  StoreException senseless(S3Request request, String what) {
    return target.failures().senseless(request.operation(), request.key(), what);
  }

  /// The version that was written, `null` for none (H42).
  static @org.jspecify.annotations.Nullable String version(Reply reply) {
    String version = reply.header("x-amz-version-id");
    return version == null || version.isEmpty() || version.equals("null") ? null : version;
  }

  /// Adds a precondition.
  static void add(S3Request request, Precondition precondition) {
    switch (precondition) {
      case Precondition.None() -> {}
      case Precondition.IfAbsent() -> request.header("if-none-match", "*");
      case Precondition.IfMatch(ETag etag) -> request.header("if-match", etag.quoted());
    }
  }
}
