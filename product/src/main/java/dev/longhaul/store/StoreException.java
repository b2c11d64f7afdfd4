package dev.longhaul.store;

import org.jspecify.annotations.Nullable;

/// A call to a store failed; the failure says how.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public StoreException(Failure failure) {
    this(failure, null);
  }

  public StoreException(Failure failure, @Nullable Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
