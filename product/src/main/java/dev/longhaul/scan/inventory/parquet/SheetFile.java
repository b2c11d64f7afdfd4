package dev.longhaul.scan.inventory.parquet;

import dev.hardwood.InputFile;
import dev.longhaul.effect.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Temporary space as the library reads a file: any piece of it, by several threads.
///
/// @param length bytes of the whole
record SheetFile(Scratch.Sheet sheet, long length) implements InputFile {
  @Override
  public void open() {}

  @Override
  public ByteBuffer readRange(long offset, int count) throws IOException {
    if (offset < 0 || count < 0 || offset + count > length) {
      throw new IndexOutOfBoundsException(
          "bytes " + offset + " to " + (offset + count) + " of a file of " + length);
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
  public void close() {}
}
