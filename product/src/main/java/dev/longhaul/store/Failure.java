package dev.longhaul.store;

import org.jspecify.annotations.Nullable;

/// Why a call to a store gave no answer to the question asked. Made in one place per adapter.
///
/// Every failure carries a message for people: the operation, the bucket and key, the status and
/// the store's code, and what to do where that is known. Keys in it are escaped (H76).
public sealed interface Failure {
  String message();

  /// The store asks for less: 503, 429, 500 and timeouts. Says nothing about the key (H64).
  ///
  /// @param retryAfterMillis what the store asked for, or 0
  record Throttled(String message, long retryAfterMillis) implements Failure {}

  /// The connection broke or an answer made no sense; the next try may work.
  record Transient(String message) implements Failure {}

  /// The store refuses this request and will refuse it again.
  ///
  /// @param status the HTTP status
  /// @param code the store's error code, `null` when it sent none (as on HEAD)
  record Refused(String message, int status, @Nullable String code) implements Failure {}

  /// The credentials, their permissions, the region or the clock are wrong: nothing about any key
  /// can be known until that is mended (H15, H66-H68).
  record WrongCredentials(String message, int status, @Nullable String code) implements Failure {}
}
