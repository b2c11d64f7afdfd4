package dev.longhaul.store.s3;

import dev.longhaul.store.Failure;
import org.jspecify.annotations.Nullable;

/// A request got no answer that could be read.
///
/// For a mutation it matters whether the store may have begun to act on it.
final class NoAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;
  private final boolean sent;

  /// @param sent whether any of the request may have reached the store
  NoAnswer(Failure failure, boolean sent, @Nullable Throwable cause) {
    super(failure.message(), cause, false, false);
    this.failure = failure;
    this.sent = sent;
  }

  Failure failure() {
    return failure;
  }

  boolean mayHaveActed() {
    return sent;
  }
}
