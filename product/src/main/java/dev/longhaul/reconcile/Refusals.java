package dev.longhaul.reconcile;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a store's clear refusal says about a key. Pure.
final class Refusals {
  private Refusals() {}

  /// Why the key is parked for it; `null` when the refusal says nothing about the key, so that the
  /// hint stays.
  static @Nullable ParkReason reason(Failure failure, Side side) {
    return switch (failure) {
      case Failure.Refused refused ->
          "NoSuchBucket".equals(refused.code()) ? null : reason(refused, side);
      case Failure.WrongCredentials denied ->
          speaksOfLock(denied.message()) ? ParkReason.LOCKED : null;
      case Failure.Throttled _, Failure.Transient _ -> null;
    };
  }

  private static ParkReason reason(Failure.Refused refused, Side side) {
    String code = refused.code() == null ? "" : refused.code();
    return switch (code) {
      case "InvalidObjectState" -> ParkReason.ARCHIVED;
      case "EntityTooLarge" -> ParkReason.TOO_LARGE;
      case "MetadataTooLarge", "InvalidTag" -> ParkReason.METADATA_UNREPRESENTABLE;
      case "KeyTooLongError",
          "InvalidURI",
          "XMinioInvalidObjectName",
          "XMinioInvalidResourceName",
          "XMinioObjectExistsAsDirectory",
          "XMinioParentIsObject" ->
          ParkReason.KEY_UNREPRESENTABLE;
      case "ObjectLocked" -> ParkReason.LOCKED;
      case "" -> refused.status() == 400 ? withoutWords(side) : ParkReason.REFUSED;
      default -> byMessage(refused);
    };
  }

  /// A HEAD has no body to say more (H15): at the source a 400 is what an object under a customer's
  /// key answers (H50).
  private static ParkReason withoutWords(Side side) {
    return side == Side.SOURCE ? ParkReason.CUSTOMER_KEY : ParkReason.REFUSED;
  }

  private static ParkReason byMessage(Failure.Refused refused) {
    if (speaksOfLock(refused.message())) {
      return ParkReason.LOCKED;
    }
    String message = refused.message().toLowerCase(Locale.ROOT);
    boolean aboutKey =
        message.contains("server side encryption") || message.contains("customer key");
    return refused.status() == 400 && aboutKey ? ParkReason.CUSTOMER_KEY : ParkReason.REFUSED;
  }

  private static boolean speaksOfLock(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return lower.contains("object lock") || lower.contains("worm protected");
  }

  /// Whether the store says that it does not do what was asked, for any key.
  static boolean isNotImplemented(Failure failure) {
    return failure instanceof Failure.Refused(var _, int status, var code)
        && (status == 501 || status == 405 || "NotImplemented".equals(code));
  }

  /// Whether the key itself may be why the signature did not match, because the store (or a proxy)
  /// reads the key otherwise than it was sent (H52). A HEAD cannot say so in words.
  static boolean mayBeMisread(Failure failure, ObjectKey key) {
    return failure instanceof Failure.WrongCredentials(var _, int status, var code)
        && ("SignatureDoesNotMatch".equals(code)
            || (code == null && status == 403 && isOddKey(key)));
  }

  /// Whether the object that was to be changed is not there any more.
  static boolean isMissingKey(Failure failure) {
    return failure instanceof Failure.Refused(var _, int status, var code)
        && status == 404
        && "NoSuchKey".equals(code);
  }

  /// Whether a store that treats keys as paths might hold the key under another name, or not at all
  /// (H52).
  static boolean isOddKey(ObjectKey key) {
    String text = key.text();
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
      return true;
    }
    String framed = "/" + text + "/";
    return text.startsWith("/")
        || text.contains("//")
        || text.endsWith("/")
        || framed.contains("/./")
        || framed.contains("/../");
  }
}
