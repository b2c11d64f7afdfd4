package dev.longhaul.store.calls;

import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Bodies whose bytes pass a flow.
final class FlowStreams {
  private FlowStreams() {}

  static InputStream received(InputStream body, BodyFlow flow) {
    return new FilterInputStream(body) {
      @Override
      public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
          flow.received(1);
        }
        return value;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, Math.min(length, BodyFlow.PIECE));
        if (read > 0) {
          flow.received(read);
        }
        return read;
      }
    };
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
      public void writeTo(OutputStream out) throws IOException {
        body.writeTo(new SentStream(out, flow));
      }
    };
  }

  /// Does not close or flush what it writes to at the end: the request owns that.
  private static final class SentStream extends FilterOutputStream {
    private final BodyFlow flow;

    SentStream(OutputStream out, BodyFlow flow) {
      super(out);
      this.flow = flow;
    }

    @Override
    public void write(int value) throws IOException {
      flow.sent(1);
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += BodyFlow.PIECE) {
        int piece = Math.min(length - done, BodyFlow.PIECE);
        flow.sent(piece);
        out.write(bytes, offset + done, piece);
      }
    }
  }
}
