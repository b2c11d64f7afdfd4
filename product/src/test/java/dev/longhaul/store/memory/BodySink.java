package dev.longhaul.store.memory;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.transfer.Digester;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes a body in: hashes it, and keeps its bytes unless they are synthetic.
final class BodySink extends OutputStream {
  /// Bodies below this size are kept as they are.
  private static final long WORTH_RECOGNISING = 1 << 20;

  private final long expected;
  private final TreeMap<ChecksumAlgorithm, Digester> digesters = new TreeMap<>();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private @Nullable Synthetic synthetic;
  private long count;

  BodySink(long expected, Set<ChecksumAlgorithm> algorithms) {
    this.expected = expected;
    for (ChecksumAlgorithm algorithm : algorithms) {
      Digester.of(algorithm).ifPresent(digester -> digesters.put(algorithm, digester));
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    digesters.values().forEach(digester -> digester.update(bytes, offset, length));
    Synthetic known = synthetic;
    if (known != null && !known.matches(count, bytes, offset, length)) {
      kept.reset();
      keep(known.slice(0, count));
      synthetic = null;
    }
    if (synthetic == null) {
      kept.write(bytes, offset, length);
    }
    boolean begins = count < Synthetic.RECOGNISABLE;
    count += length;
    if (begins && count >= Synthetic.RECOGNISABLE && expected >= WORTH_RECOGNISING) {
      byte[] beginning = kept.toByteArray();
      synthetic =
          Synthetic.recognise(beginning, expected)
              .filter(candidate -> candidate.matches(0, beginning, 0, beginning.length))
              .orElse(null);
      if (synthetic != null) {
        kept.reset();
      }
    }
  }

  private void keep(Content content) throws IOException {
    try (InputStream in = content.open()) {
      in.transferTo(kept);
    }
  }

  long count() {
    return count;
  }

  /// The checksum of what was taken in, `null` for an algorithm nobody asked for.
  @Nullable Checksum checksum(ChecksumAlgorithm algorithm) {
    Digester digester = digesters.remove(algorithm);
    return digester == null ? null : digester.checksum();
  }

  Content content() {
    return synthetic != null ? synthetic : Content.joined(List.of(Content.of(kept.toByteArray())));
  }
}
