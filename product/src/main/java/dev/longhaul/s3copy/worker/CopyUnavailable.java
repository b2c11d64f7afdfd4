package dev.longhaul.s3copy.worker;

import org.jspecify.annotations.Nullable;

/// The buckets of a job cannot be worked on; the message says why and what to do.
public final class CopyUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CopyUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
