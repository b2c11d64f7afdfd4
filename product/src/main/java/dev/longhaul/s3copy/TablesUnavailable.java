package dev.longhaul.s3copy;

import org.jspecify.annotations.Nullable;

/// The tables gave no answer; the message says which table, what it answered and what to check.
public final class TablesUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TablesUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
