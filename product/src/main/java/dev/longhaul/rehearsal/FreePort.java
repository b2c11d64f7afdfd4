package dev.longhaul.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;

/// A port for whoever must know it before it listens, or listens on it again after it was killed.
///
/// It lies below those that systems give to outgoing connections, so that none of them is in the
/// way by the time somebody listens.
public final class FreePort {
  private static final int LOWEST = 10_000;
  private static final int BEHIND = 32_000;
  private static final int TRIES = 100;

  private FreePort() {}

  /// One that nobody listened on just now.
  public static int find() {
    SplittableRandom random = new SplittableRandom();
    for (int left = TRIES; left > 0; left--) {
      int port = random.nextInt(LOWEST, BEHIND);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("There is no free port.");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
