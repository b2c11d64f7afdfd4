package dev.longhaul.transfer;

/// Thrown inside a transfer when the source is no longer the incarnation that is carried (H18);
/// passes through a half-sent request, which it cuts off.
final class SourceMoved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SourceMoved(Pinned pinned) {
    super("key " + pinned.key() + " changed at the source while it was read");
  }
}
