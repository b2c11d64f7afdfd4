package dev.longhaul.scan;

import dev.longhaul.effect.Scratch;
import dev.longhaul.object.ListedObject;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Any number of listed objects in the order in which they were added: in memory while they are
/// few, else in temporary space. Used by one job at a time; first written, then sealed, then read.
///
/// Throws `UncheckedIOException` when the temporary space fails or is used up.
final class Spill implements AutoCloseable {
  private static final int HELD_BYTES = 64 << 10;
  private static final int BUFFER_BYTES = 32 << 10;

  private final Scratch scratch;
  private @Nullable ByteArrayOutputStream held = new ByteArrayOutputStream();
  private DataOutputStream out = new DataOutputStream(held);
  private Scratch.@Nullable Sheet sheet;
  private long size;

  Spill(Scratch scratch) {
    this.scratch = scratch;
  }

  void add(ListedObject object) {
    try {
      EntryBytes.write(object, out);
      size++;
      if (held != null && held.size() > HELD_BYTES) {
        moveToSheet(held);
      }
    } catch (IOException failed) {
      throw failed(failed);
    }
  }

  private void moveToSheet(ByteArrayOutputStream bytes) throws IOException {
    Scratch.Sheet opened = scratch.sheet();
    sheet = opened;
    held = null;
    OutputStream file = opened.write();
    out = new DataOutputStream(new BufferedOutputStream(file, BUFFER_BYTES));
    bytes.writeTo(out);
  }

  static UncheckedIOException failed(IOException failed) {
    return new UncheckedIOException(
        "keys cannot be kept in temporary space: " + failed.getMessage(), failed);
  }

  /// Nothing more is added.
  void seal() {
    try {
      out.close();
    } catch (IOException failed) {
      throw failed(failed);
    }
  }

  long size() {
    return size;
  }

  /// Reads from the start.
  Reader read() {
    try {
      InputStream in =
          sheet != null
              ? new BufferedInputStream(sheet.read(), BUFFER_BYTES)
              : new ByteArrayInputStream(held == null ? new byte[0] : held.toByteArray());
      return new Reader(new DataInputStream(in), size);
    } catch (IOException failed) {
      throw failed(failed);
    }
  }

  @Override
  public void close() {
    held = null;
    try (OutputStream _ = out;
        Scratch.Sheet _ = sheet) {
      sheet = null;
    } catch (IOException failed) {
      throw failed(failed);
    }
  }

  /// Goes through a spill once.
  static final class Reader implements AutoCloseable {
    private final DataInputStream in;
    private long left;

    private Reader(DataInputStream in, long size) {
      this.in = in;
      this.left = size;
    }

    /// The next one; `null` at the end.
    @Nullable ListedObject next() {
      if (left == 0) {
        return null;
      }
      left--;
      try {
        return EntryBytes.read(in);
      } catch (IOException failed) {
        throw failed(failed);
      }
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException failed) {
        throw failed(failed);
      }
    }
  }
}
