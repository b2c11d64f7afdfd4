package dev.longhaul.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Where the bytes of a body go. Who has them in a buffer writes that: a body that goes straight
/// into its socket then needs no array between. Used by one thread at a time.
public abstract class BodyOutput extends OutputStream {
  /// Writes some of what remains in the buffer, which is not nothing: at least one byte, and no
  /// more than can be said to have moved.
  ///
  /// @return how many
  public abstract int write(ByteBuffer from) throws IOException;

  /// Writes all that remains in the buffer.
  public final void writeAll(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      write(from);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    writeAll(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /// A stream as a place for a body; what comes in a buffer without an array passes through one.
  public static BodyOutput of(OutputStream out) {
    return out instanceof BodyOutput body ? body : new Streamed(out);
  }

  private static final class Streamed extends BodyOutput {
    private static final int PIECE = 64 << 10;

    /// As much as a TLS record holds.
    private static final int SCRATCH = 16 << 10;

    private final OutputStream out;
    private byte @Nullable [] scratch;

    Streamed(OutputStream out) {
      this.out = out;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      if (from.hasArray()) {
        int piece = Math.min(PIECE, from.remaining());
        out.write(from.array(), from.arrayOffset() + from.position(), piece);
        from.position(from.position() + piece);
        return piece;
      }
      byte[] bytes = scratch == null ? new byte[SCRATCH] : scratch;
      scratch = bytes;
      int piece = Math.min(bytes.length, from.remaining());
      from.get(bytes, 0, piece);
      out.write(bytes, 0, piece);
      return piece;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
