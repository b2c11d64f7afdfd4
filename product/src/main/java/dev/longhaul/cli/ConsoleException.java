package dev.longhaul.cli;

import org.jspecify.annotations.Nullable;

/// The console of a running process gave no answer that helps; the message names the address and
/// what to do.
public final class ConsoleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConsoleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
