package dev.longhaul.effect.system;

import dev.longhaul.effect.Scratch;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// Temporary files in one folder, together no larger than a limit.
public final class DiskScratch implements Scratch {
  private final Path folder;
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /// @param folder where the files are made; it need not exist yet
  /// @param limit bytes of all of them together
  public DiskScratch(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
  }

  @Override
  public Scratch.Sheet sheet() throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, "longhaul-", ".scratch");
    file.toFile().deleteOnExit();
    return new FileSheet(file);
  }

  private void take(long bytes) throws IOException {
    if (used.addAndGet(bytes) > limit) {
      throw new IOException(
          "the temporary files in "
              + folder
              + " reached their limit of "
              + limit
              + " bytes; allow more, or work on fewer keys at a time by a longer prefix");
    }
  }

  private final class FileSheet implements Scratch.Sheet {
    private final Path file;
    private long size;

    FileSheet(Path file) {
      this.file = file;
    }

    @Override
    public OutputStream write() throws IOException {
      return new FilterOutputStream(Files.newOutputStream(file)) {
        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
          size += count;
          take(count);
          out.write(bytes, from, count);
        }

        @Override
        public void write(int value) throws IOException {
          write(new byte[] {(byte) value}, 0, 1);
        }
      };
    }

    @Override
    public InputStream read() throws IOException {
      return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
      used.addAndGet(-size);
      size = 0;
      Files.deleteIfExists(file);
    }
  }
}
