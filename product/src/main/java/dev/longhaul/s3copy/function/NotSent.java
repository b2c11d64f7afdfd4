package dev.longhaul.s3copy.function;

import org.jspecify.annotations.Nullable;

/// A job could not be sent to any worker; the message says why and what to check. Whoever holds the
/// event keeps it.
public final class NotSent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotSent(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
