package dev.longhaul.store.s3;

import dev.longhaul.store.BodyInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A body on its way in. It ends after exactly as many bytes as announced, or fails (H32).
final class ReceivedBody extends BodyInput {
  private final BodyInput in;
  private final long announced;
  private final Watchdog.Exchange exchange;
  private long received;
  private boolean ended;
  private @Nullable IOException failure;

  /// @param announced the number of bytes, or -1 when the store did not say
  ReceivedBody(InputStream in, long announced, Watchdog.Exchange exchange) {
    this.in = BodyInput.of(in);
    this.announced = announced;
    this.exchange = exchange;
    this.ended = announced == 0;
  }

  long announced() {
    return announced;
  }

  /// Whether everything was read.
  boolean isAtEnd() {
    return ended || received == announced;
  }

  /// What made reading fail, `null` for nothing.
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (isAtEnd()) {
      return -1;
    }
    try {
      int read = in.read(into);
      if (read < 0) {
        end();
        return -1;
      }
      received += read;
      exchange.moved(read);
      return read;
    } catch (IOException broken) {
      failure = broken;
      throw broken;
    }
  }

  private void end() throws EOFException {
    if (announced >= 0 && received < announced) {
      throw new EOFException("the body ended after " + received + " of " + announced + " bytes");
    }
    ended = true;
  }

  /// Whether it may end within so many bytes.
  boolean mayEndWithin(int bytes) {
    return announced < 0 || announced - received <= bytes;
  }

  /// Reads on for at most so many bytes; whether the end was reached.
  boolean drain(int atMost) throws IOException {
    byte[] waste = new byte[Math.min(atMost, 8192)];
    int drained = 0;
    while (drained <= atMost) {
      int read = read(waste, 0, waste.length);
      if (read < 0) {
        return true;
      }
      drained += read;
    }
    return isAtEnd();
  }

  /// Nothing: the connection is closed or kept by who owns it.
  @Override
  public void close() {}
}
