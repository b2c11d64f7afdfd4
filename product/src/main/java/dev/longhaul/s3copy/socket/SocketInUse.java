package dev.longhaul.s3copy.socket;

import org.jspecify.annotations.Nullable;

/// The socket is not ours to listen on; the message says why and what to do.
public final class SocketInUse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SocketInUse(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
