package dev.longhaul.cli;

/// The command line, or a setting it names, cannot be right; the message says what to write
/// instead.
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
