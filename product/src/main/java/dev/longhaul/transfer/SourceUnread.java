package dev.longhaul.transfer;

import dev.longhaul.store.StoreException;

/// Thrown out of a half-sent request when the source gave no answer, so that nobody takes it for a
/// failure of the destination.
final class SourceUnread extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final StoreException reason;

  SourceUnread(StoreException reason) {
    super(reason.getMessage(), reason);
    this.reason = reason;
  }

  StoreException reason() {
    return reason;
  }
}
