package dev.longhaul.scan.inventory.parquet;

import dev.hardwood.InputFile;
import dev.longhaul.effect.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Temporary space as the library reads a file: any piece of it, by several threads.
///
/// Once closed it gives nothing more: where a file is damaged inside, threads of the library's own
/// may read it for ever, and only an error ends them.
final class SheetFile implements InputFile {
  private final Scratch.Sheet sheet;
  private final long length;
  private volatile boolean closed;

  /// @param length bytes of the whole
  SheetFile(Scratch.Sheet sheet, long length) {
    this.sheet = sheet;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void open() {}

  @Override
  public ByteBuffer readRange(long offset, int count) throws IOException {
    if (offset < 0 || count < 0 || offset + count > length) {
      throw new IndexOutOfBoundsException(
          "bytes " + offset + " to " + (offset + count) + " of a file of " + length);
    }
    if (closed) {
      throw new IOException("nobody reads this file any more");
    }
    try (InputStream in = sheet.read()) {
      in.skipNBytes(offset);
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw new IOException("the file ends early");
      }
      return ByteBuffer.wrap(bytes);
    }
  }

  @Override
  public String name() {
    return "inventory";
  }

  @Override
  public void close() {
    closed = true;
  }
}
