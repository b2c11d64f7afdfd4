package dev.longhaul.effect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Temporary space outside the memory of the process, for what is too much to hold. Thread-safe;
/// nothing in it outlives the process.
public interface Scratch {
  /// A new empty sheet.
  Sheet sheet() throws IOException;

  /// Bytes that are written once, by one thread, and then read as often as wanted, by any number at
  /// once.
  interface Sheet extends AutoCloseable {
    /// Where to write; asked for once, and closed before the first read.
    ///
    /// The stream throws `IOException` with a message for people when the space is used up.
    OutputStream write() throws IOException;

    /// Reads from the start. Not buffered; to skip costs nothing.
    InputStream read() throws IOException;

    /// Gives the space back. Idempotent.
    @Override
    void close() throws IOException;
  }
}
