package dev.longhaul.deploy;

import org.jspecify.annotations.Nullable;

/// The service of stacks gave no answer, or refused; the message says what it answered and what to
/// check.
public final class StacksUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StacksUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
