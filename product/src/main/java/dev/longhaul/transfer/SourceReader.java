package dev.longhaul.transfer;

import dev.longhaul.object.ByteRange;
import dev.longhaul.store.BodyInput;
import dev.longhaul.store.BodyReader;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.Supplier;

/// Reads bytes of one pinned incarnation, or throws `SourceMoved`.
final class SourceReader {
  private static final int SCRATCH = 16 << 10;

  private final ObjectReader reader;

  SourceReader(ObjectReader reader) {
    this.reader = reader;
  }

  /// Reads bytes into memory and hashes them on the way, anew for every try.
  <D extends Digester> D fill(Stretch stretch, Chunks chunks, Supplier<D> digesters) {
    return read(
        stretch,
        (state, announced, body) -> {
          D digester = digesters.get();
          requireLength(announced, stretch.length());
          chunks.fill(body, stretch.length(), digester);
          return digester;
        });
  }

  /// Reads bytes only to hash them.
  <D extends Digester> D hash(Stretch stretch, Supplier<D> digesters) {
    return read(
        stretch,
        (state, announced, body) -> {
          requireLength(announced, stretch.length());
          return drain(body, stretch.length(), digesters.get());
        });
  }

  private <T> T read(Stretch stretch, BodyReader<T> taker) {
    Pinned pinned = stretch.pinned();
    // Of nothing no range can be asked (decision 18).
    ByteRange range =
        stretch.length() == 0 ? null : new ByteRange(stretch.from(), stretch.length());
    ReadRequest request = new ReadRequest(pinned.incarnation(), range);
    return switch (reader.read(pinned.key(), request, taker)) {
      case Reading.Complete<T>(T value) -> value;
      case Reading.Missing<T>() -> throw new SourceMoved(pinned);
      case Reading.Changed<T>() -> throw new SourceMoved(pinned);
    };
  }

  private static void requireLength(long announced, long wanted) throws IOException {
    if (announced != wanted) {
      throw new IOException("the answer has " + announced + " bytes instead of " + wanted);
    }
  }

  private static <D extends Digester> D drain(BodyInput body, long length, D digester)
      throws IOException {
    byte[] scratch = new byte[SCRATCH];
    long left = length;
    while (left > 0) {
      int read = body.read(scratch, 0, (int) Math.min(scratch.length, left));
      if (read < 0) {
        throw new EOFException("the body ended " + left + " bytes before its length of " + length);
      }
      digester.update(scratch, 0, read);
      left -= read;
    }
    return digester;
  }
}
