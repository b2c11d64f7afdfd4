package dev.longhaul.running;

/// A route that cannot be right as it is configured; the message says why and what to change.
public final class RouteRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RouteRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
