package dev.longhaul.store.s3;

import dev.longhaul.object.Escaped;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/// Turns what went wrong into failures, with the words people read: the one place of this adapter
/// that does.
final class Failures {
  /// 400s and 403s that are about who asks, from where and when, and not about the key.
  private static final Set<String> CREDENTIAL_CODES =
      Set.of(
          "AccessDenied",
          "AccountProblem",
          "AllAccessDisabled",
          "AuthFailure",
          "AuthorizationHeaderMalformed",
          "ExpiredToken",
          "IllegalLocationConstraintException",
          "InvalidAccessKeyId",
          "InvalidSecurity",
          "InvalidToken",
          "NoSuchBucket",
          "NotSignedUp",
          "PermanentRedirect",
          "Redirect",
          "RequestTimeTooSkewed",
          "SecondLevelDomainForbidden",
          "SignatureDoesNotMatch",
          "TemporaryRedirect",
          "TokenRefreshRequired",
          "UnauthorizedAccess");

  /// Codes that say that a request went to the wrong place, or was signed for it (H68).
  private static final Set<String> MISPLACED =
      Set.of("AuthorizationHeaderMalformed", "IllegalLocationConstraintException");

  private static final Set<String> THROTTLING_CODES =
      Set.of(
          "InternalError",
          "RequestLimitExceeded",
          "RequestThrottled",
          "RequestTimeout",
          "ServiceUnavailable",
          "SlowDown",
          "Throttling",
          "ThrottlingException",
          "TooManyRequests");

  private final BucketAddress address;

  Failures(BucketAddress address) {
    this.address = address;
  }

  /// A request that the store answered with an error.
  Failure refused(Operation operation, @Nullable ObjectKey key, ErrorReply error) {
    String what = sentence(operation, key) + " was refused: " + error.status() + words(error);
    if (isThrottling(error)) {
      return new Failure.Throttled(what, error.retryAfterMillis());
    }
    if (isAboutCredentials(error)) {
      return new Failure.WrongCredentials(
          what + ". " + advice(error), error.status(), error.code());
    }
    if (error.is("OperationAborted") || error.is("IncompleteBody")) {
      return new Failure.Transient(what);
    }
    return new Failure.Refused(what + adviceForRefused(error), error.status(), error.code());
  }

  /// Whether the store asks for less and surely did nothing.
  static boolean isThrottling(ErrorReply error) {
    String code = error.code();
    return (code != null && THROTTLING_CODES.contains(code))
        || switch (error.status()) {
          case 408, 429 -> true;
          case 501, 505 -> false;
          default -> error.status() >= 500;
        };
  }

  private boolean isAboutCredentials(ErrorReply error) {
    String code = error.code();
    if (code != null) {
      return CREDENTIAL_CODES.contains(code) || isRedirect(error.status());
    }
    return switch (error.status()) {
      case 401, 403 -> true;
      case 400 -> namesAnotherRegion(error);
      default -> isRedirect(error.status());
    };
  }

  private static boolean isRedirect(int status) {
    return status >= 300 && status < 400 && status != 304;
  }

  private boolean namesAnotherRegion(ErrorReply error) {
    return error.region() != null && !error.region().equals(address.region());
  }

  /// What to do about wrong credentials, region, endpoint or clock (H66-H68).
  private String advice(ErrorReply error) {
    String code = error.code() == null ? "" : error.code();
    if (namesAnotherRegion(error)) {
      return "The bucket is in region "
          + Escaped.text(String.valueOf(error.region()))
          + ", requests are signed for "
          + address.region()
          + ": set the region (and the endpoint, if one is set) of this side";
    }
    return switch (code) {
      case "NoSuchBucket" ->
          "Check the bucket's name and the endpoint " + address.endpoint() + buckets();
      case "RequestTimeTooSkewed" -> "Set this machine's clock, best by NTP";
      case "ExpiredToken", "TokenRefreshRequired" ->
          "The session's credentials have expired: get new ones";
      case "InvalidToken" ->
          "The session's credentials have expired or are not of this store: get new ones"
              + worlds();
      case "InvalidAccessKeyId" ->
          "This store does not know the access key: check this side's profile and the endpoint "
              + address.endpoint()
              + worlds();
      case "SignatureDoesNotMatch" ->
          "The secret key does not belong to the access key, or a proxy changes requests";
      case "SecondLevelDomainForbidden" -> "Set the addressing of this side to virtual-host style";
      default ->
          isRedirect(error.status()) || MISPLACED.contains(code)
              ? "Requests are signed for region "
                  + address.region()
                  + " and sent to "
                  + address.endpoint()
                  + ": check the region and the endpoint of this side"
              : whoOrWhat(code);
    };
  }

  /// The answer to a HEAD has no room for a code, which would say which of the two it is.
  private static String whoOrWhat(String code) {
    return code.isEmpty()
        ? "Check this side's credentials and their permissions"
        : "Check the permissions of this side's credentials";
  }

  /// Accounts of Amazon's partitions know nothing of one another (H68, H70).
  private String worlds() {
    return address.kind() == BucketAddress.Kind.AWS
        ? ". AWS China, GovCloud and the rest of AWS each have credentials of their own: those of"
            + " one are unknown to the others"
        : "";
  }

  private String buckets() {
    return address.kind() == BucketAddress.Kind.AWS
        ? ". A bucket of AWS China or GovCloud is found with a region there"
        : "";
  }

  private static String adviceForRefused(ErrorReply error) {
    String code = error.code();
    return switch (code == null ? "" : code) {
      case "InvalidObjectState" -> ". The object is archived: restore it first";
      case "KeyTooLongError" -> ". The store takes shorter keys only";
      case "InvalidStorageClass" -> ". Map the storage class to one this store has";
      case "MetadataTooLarge" -> ". The store holds at most 2 KB of user metadata";
      case "NotImplemented" -> ". The store does not do this";
      default -> "";
    };
  }

  /// An answer that is no sensible answer to the question.
  StoreException senseless(Operation operation, @Nullable ObjectKey key, String what) {
    return new StoreException(senselessly(operation, key, what));
  }

  /// An answer that is no sensible answer to the question, as a value.
  Failure senselessly(Operation operation, @Nullable ObjectKey key, String what) {
    return new Failure.Transient(
        sentence(operation, key) + " was answered without sense: " + Escaped.text(what));
  }

  /// A connection that could not be made, or broke.
  Failure broken(S3Request request, String what, @Nullable Throwable cause) {
    String why = cause == null ? "" : " (" + Escaped.text(reason(cause)) + ")";
    return new Failure.Transient(
        sentence(request.operation(), request.key())
            + " got no answer: "
            + what
            + why
            + trust(cause));
  }

  /// What to do when the store's certificate was not believed.
  private static String trust(@Nullable Throwable cause) {
    return cause instanceof SSLHandshakeException
        ? ". If its certificate is of an authority of your own, name that one's certificates with"
            + " AWS_CA_BUNDLE or the profile's ca_bundle"
        : "";
  }

  /// A wait that lasted too long.
  Failure timedOut(S3Request request, String what) {
    return new Failure.Throttled(
        sentence(request.operation(), request.key()) + " got no answer in time: " + what, 0);
  }

  /// A request that is refused here, before anything is sent.
  StoreException unsendable(Operation operation, ObjectKey key, String why) {
    return new StoreException(
        new Failure.Refused(sentence(operation, key) + " cannot be sent: " + why, 0, "Unsendable"));
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  private String sentence(Operation operation, @Nullable ObjectKey key) {
    String name = operation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return name
        + " of s3://"
        + address.bucket()
        + (key == null ? "" : "/" + key)
        + " at "
        + address.endpoint();
  }

  /// The store's own words, and its name for the request, by which its operators find it.
  private static String words(ErrorReply error) {
    StringBuilder words = new StringBuilder();
    if (error.code() != null) {
      words.append(' ').append(shortened(error.code()));
    }
    if (!error.message().isEmpty()) {
      words.append(" (").append(shortened(error.message())).append(')');
    }
    if (error.requestId() != null) {
      words.append(" in request ").append(shortened(error.requestId()));
    }
    return words.toString();
  }

  private static String shortened(String text) {
    String kept = text.length() > 300 ? text.substring(0, 300) + "…" : text;
    return Escaped.text(kept);
  }
}
