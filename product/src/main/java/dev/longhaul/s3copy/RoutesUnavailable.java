package dev.longhaul.s3copy;

import org.jspecify.annotations.Nullable;

/// Which routes there are cannot be told; the message says where they should be, and what is wrong
/// there.
public final class RoutesUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RoutesUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
