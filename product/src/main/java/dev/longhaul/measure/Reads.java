package dev.longhaul.measure;

import dev.longhaul.object.ByteRange;
import dev.longhaul.object.ListedObject;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/// Reads samples of a source and drops the bytes.
final class Reads {
  private static final int CHUNK = 64 << 10;
  private final ObjectReader reader;
  private final SourceSamples samples;
  private final AtomicLong turn = new AtomicLong();

  Reads(ObjectReader reader, SourceSamples samples) {
    this.reader = reader;
    this.samples = samples;
  }

  boolean hasLarge() {
    return samples.large() != null;
  }

  boolean hasSmall() {
    return !samples.small().isEmpty();
  }

  /// The next range of the large object, from the beginning again behind its end.
  void large(int stream) {
    SourceSamples.Large large = samples.large();
    if (large == null) {
      throw new IllegalStateException("stream " + stream + " has nothing large to read");
    }
    long ranges = large.state().size() / Measurement.LARGE;
    long first = turn.getAndIncrement() % ranges * Measurement.LARGE;
    ByteRange range = new ByteRange(first, Measurement.LARGE);
    ReadRequest request = ReadRequest.range(large.state().incarnation(), range);
    Reading<Long> read = reader.read(large.object().key(), request, (_, _, body) -> drain(body));
    switch (read) {
      case Reading.Complete<Long> _ -> {}
      case Reading.Missing<Long> _, Reading.Changed<Long> _ ->
          throw new StoreException(
              new Failure.Transient(
                  "key %s, which was read to measure, changed meanwhile; try again"
                      .formatted(large.object().key())));
    }
  }

  /// The next small object; one that is gone by now costs as much as one that is there.
  void small(int stream) {
    int next = (int) ((turn.getAndIncrement() + stream) % samples.small().size());
    ListedObject object = samples.small().get(next);
    reader.read(object.key(), ReadRequest.current(), (_, _, body) -> drain(body));
  }

  private static long drain(InputStream body) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long bytes = 0;
    for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
      bytes += count;
    }
    return bytes;
  }
}
