package dev.longhaul.http;

import org.jspecify.annotations.Nullable;

/// Nobody can be listened to as the settings say; the message is for people and names the setting.
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean taken;

  public ListenException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.taken = false;
  }

  private ListenException(String message, Throwable cause, boolean taken) {
    super(message, cause);
    this.taken = taken;
  }

  /// Somebody else listens there at the moment.
  public static ListenException taken(String message, Throwable cause) {
    return new ListenException(message, cause, true);
  }

  /// Whether the same settings may do another time, since somebody else listens there now.
  public boolean isTaken() {
    return taken;
  }
}
