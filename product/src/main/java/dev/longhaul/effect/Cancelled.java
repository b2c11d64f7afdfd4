package dev.longhaul.effect;

/// Thrown by every waiting port when the waiting work was cancelled; ends the work, is no failure.
public final class Cancelled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Cancelled() {
    super("cancelled");
  }

  public Cancelled(Throwable cause) {
    super("cancelled", cause);
  }
}
