package dev.longhaul.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The bytes of a body on their way in. Who has a buffer reads into that: a body that comes
/// straight from its socket then needs no array between. Used by one thread at a time.
public abstract class BodyInput extends InputStream {
  /// Reads as many bytes as are there: at least one, and at most as many as the buffer has room
  /// for, which is not none.
  ///
  /// @return how many, or -1 at the end
  public abstract int read(ByteBuffer into) throws IOException;

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return length == 0 ? 0 : read(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /// A stream as a body; what is read into a buffer without an array passes through one.
  public static BodyInput of(InputStream in) {
    return in instanceof BodyInput body ? body : new Streamed(in);
  }

  private static final class Streamed extends BodyInput {
    /// As much as a TLS record holds, of which streams give one at a time.
    private static final int SCRATCH = 16 << 10;

    private final InputStream in;
    private byte @Nullable [] scratch;

    Streamed(InputStream in) {
      this.in = in;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (into.hasArray()) {
        int read = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        into.position(into.position() + Math.max(read, 0));
        return read;
      }
      byte[] bytes = scratch == null ? new byte[SCRATCH] : scratch;
      scratch = bytes;
      int read = in.read(bytes, 0, Math.min(bytes.length, into.remaining()));
      into.put(bytes, 0, Math.max(read, 0));
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
