package dev.longhaul.transfer;

import dev.longhaul.effect.Workers;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BodyOutput;
import dev.longhaul.store.StoreException;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A stretch of the source too large to hold, sent while it is read: one window of pooled memory
/// goes out while the next comes in, each by a pinned read of its own. All its memory is taken
/// before the request begins, so it never waits for memory half-way. Another try reads again.
///
/// @param <D> what hashes the bytes as they leave
final class StreamedBody<D extends Digester> implements Body, AutoCloseable {
  /// Chunks of a window where memory is plenty: about 8 MiB.
  private static final int WINDOW_CHUNKS = 8;

  private final Stretch stretch;
  private final SourceReader reader;
  private final Workers workers;
  private final Supplier<D> digesters;
  private final Chunks memory;
  private final int windowChunks;
  private final long window;
  private BodyDigest digest;
  private @Nullable D written;

  StreamedBody(Stretch stretch, SourceReader reader, Means means, Supplier<D> digesters) {
    this.stretch = stretch;
    this.reader = reader;
    this.workers = means.workers();
    this.digesters = digesters;
    this.digest = BodyDigest.NONE;
    long share = means.pool().budget() / 4 / BufferPool.LARGE;
    this.windowChunks = (int) Math.min(WINDOW_CHUNKS, share);
    this.window = (long) windowChunks * BufferPool.LARGE;
    this.memory = means.pool().take(2 * window);
  }

  @Override
  public long length() {
    return stretch.length();
  }

  @Override
  public BodyDigest digest() {
    return digest;
  }

  /// What is known of the bytes before they are read.
  void know(BodyDigest known) {
    digest = known;
  }

  /// What the last complete try sent.
  D written() {
    D digester = written;
    if (digester == null) {
      throw new IllegalStateException("the body was never sent to its end");
    }
    return digester;
  }

  @Override
  public void writeTo(BodyOutput out) throws IOException {
    D digester = digesters.get();
    try (Workers.Group group = workers.open("read ahead")) {
      try {
        pump(group, out, digester);
      } catch (IOException | RuntimeException cutOff) {
        group.cancel();
        throw cutOff;
      }
    } catch (StoreException unread) {
      throw new SourceUnread(unread);
    }
    written = digester;
  }

  private void pump(Workers.Group group, BodyOutput out, D digester) throws IOException {
    Workers.Job<Window> coming = group.start(() -> fill(0));
    for (long from = 0; from < stretch.length(); from += window) {
      Window come = coming.join();
      if (from + window < stretch.length()) {
        long next = from + window;
        coming = group.start(() -> fill(next));
      }
      come.chunks().writeTo(out, come.length(), digester);
    }
  }

  private Window fill(long from) {
    int first = from / window % 2 == 0 ? 0 : windowChunks;
    Chunks half = memory.part(first, windowChunks);
    long length = Math.min(window, stretch.length() - from);
    Stretch bytes = new Stretch(stretch.pinned(), stretch.from() + from, length);
    reader.fill(bytes, half, () -> Digester.NOTHING);
    return new Window(half, length);
  }

  @Override
  public void close() {
    memory.close();
  }

  /// Bytes that were read and not yet sent.
  private record Window(Chunks chunks, long length) {}
}
