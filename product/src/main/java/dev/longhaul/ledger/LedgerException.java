package dev.longhaul.ledger;

import org.jspecify.annotations.Nullable;

/// The ledger cannot record or read; the message names the file and what to do.
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean full;

  public LedgerException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.full = cause instanceof LedgerException known && known.full;
  }

  private LedgerException(String message, Throwable cause, boolean full) {
    super(message, cause);
    this.full = full;
  }

  /// The disk is full: nothing was recorded, and recording works again once there is room.
  public static LedgerException full(String message, Throwable cause) {
    return new LedgerException(message, cause, true);
  }

  /// Whether the same may be tried again once there is room on the disk.
  public boolean isFull() {
    return full;
  }
}
