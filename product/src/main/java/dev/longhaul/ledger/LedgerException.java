package dev.longhaul.ledger;

import org.jspecify.annotations.Nullable;

/// The ledger cannot record or read; the message names the file and what to do.
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
