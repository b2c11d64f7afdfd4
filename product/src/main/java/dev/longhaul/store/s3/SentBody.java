package dev.longhaul.store.s3;

import dev.longhaul.store.Body;
import dev.longhaul.store.BodyOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/// A body on its way out: exactly as long as announced, or the request is cut off (H33).
final class SentBody extends AbstractHttpEntity {
  private final Body body;
  private final Watchdog.Exchange exchange;
  private @Nullable IOException socketFailure;
  private boolean complete;

  SentBody(Body body, Watchdog.Exchange exchange) {
    super((String) null, null);
    this.body = body;
    this.exchange = exchange;
  }

  @Override
  public long getContentLength() {
    return body.length();
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public java.io.InputStream getContent() {
    throw new UnsupportedOperationException("a body is written, not read");
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Measured measured = new Measured(BodyOutput.of(out));
    body.writeTo(measured);
    if (measured.written != body.length()) {
      throw new IOException(
          "the body ended after " + measured.written + " of " + body.length() + " bytes");
    }
    complete = true;
  }

  /// Whether all of it was written.
  boolean isComplete() {
    return complete;
  }

  /// Whether the connection, and not the body's own source, failed.
  boolean isSocketBroken() {
    return socketFailure != null;
  }

  @Override
  public void close() {}

  private final class Measured extends BodyOutput {
    private final BodyOutput out;
    private long written;

    Measured(BodyOutput out) {
      this.out = out;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      if (from.remaining() > body.length() - written) {
        throw new IOException("the body is longer than its " + body.length() + " bytes");
      }
      try {
        int some = out.write(from);
        written += some;
        exchange.moved(some);
        return some;
      } catch (IOException broken) {
        socketFailure = broken;
        throw broken;
      }
    }
  }
}
