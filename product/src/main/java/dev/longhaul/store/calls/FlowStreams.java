package dev.longhaul.store.calls;

import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BodyInput;
import dev.longhaul.store.BodyOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Bodies whose bytes pass a flow. Flows around one another become one body with one flow: each
/// layer would be one more copy of the whole path to the socket for the JVM to compile.
final class FlowStreams {
  private FlowStreams() {}

  static BodyInput received(BodyInput body, BodyFlow flow) {
    return body instanceof Received inner
        ? new Received(inner.body, inner.flow.and(flow))
        : new Received(body, flow);
  }

  static Body sent(Body body, BodyFlow flow) {
    return new Body() {
      @Override
      public long length() {
        return body.length();
      }

      @Override
      public BodyDigest digest() {
        return body.digest();
      }

      @Override
      public void writeTo(BodyOutput out) throws IOException {
        body.writeTo(
            out instanceof Sent inner
                ? new Sent(inner.out, flow.and(inner.flow))
                : new Sent(out, flow));
      }
    };
  }

  private static final class Received extends BodyInput {
    private final BodyInput body;
    private final BodyFlow flow;

    Received(BodyInput body, BodyFlow flow) {
      this.body = body;
      this.flow = flow;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int end = into.limit();
      into.limit(into.position() + Math.min(into.remaining(), flow.piece()));
      try {
        int read = body.read(into);
        if (read > 0) {
          flow.received(read);
        }
        return read;
      } finally {
        into.limit(end);
      }
    }
  }

  /// Does not close or flush what it writes to: the request owns that.
  private static final class Sent extends BodyOutput {
    private final BodyOutput out;
    private final BodyFlow flow;

    Sent(BodyOutput out, BodyFlow flow) {
      this.out = out;
      this.flow = flow;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      int end = from.limit();
      from.limit(from.position() + Math.min(from.remaining(), flow.piece()));
      try {
        int written = out.write(from);
        flow.sent(written);
        return written;
      } finally {
        from.limit(end);
      }
    }
  }
}
