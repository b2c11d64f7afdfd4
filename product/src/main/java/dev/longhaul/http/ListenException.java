package dev.longhaul.http;

import org.jspecify.annotations.Nullable;

/// Nobody can be listened to as the settings say; the message is for people and names the setting.
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ListenException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
