package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.store.Body;
import java.util.List;
import java.util.function.Supplier;

/// What one PUT sends, and how to look at the source once more when its bytes are doubted.
sealed interface Payload {
  Body body();

  /// What is known of the bytes, to be held against what the source vouches for.
  List<Checksum> known();

  /// Reads the source again and hashes it; the body then has that digest and those bytes.
  ///
  /// @throws SourceMoved when the source is another incarnation by now
  Checksum reread(ChecksumAlgorithm algorithm);

  private static Supplier<Digester> digesters(ChecksumAlgorithm algorithm) {
    return () -> Digester.of(algorithm).orElseThrow();
  }

  /// Bytes in memory.
  record Held(PooledBody body, SourceReader reader, Pinned pinned) implements Payload {
    @Override
    public List<Checksum> known() {
      return body.known();
    }

    @Override
    public Checksum reread(ChecksumAlgorithm algorithm) {
      Checksum read =
          reader.fill(Stretch.whole(pinned), body.chunks(), digesters(algorithm)).checksum();
      body.know(Trust.sent(read));
      return read;
    }
  }

  /// Bytes that pass through.
  record Streamed(StreamedBody<?> body, SourceReader reader, Pinned pinned) implements Payload {
    @Override
    public List<Checksum> known() {
      return Trust.checksums(body.digest());
    }

    @Override
    public Checksum reread(ChecksumAlgorithm algorithm) {
      Checksum read = reader.hash(Stretch.whole(pinned), digesters(algorithm)).checksum();
      body.know(Trust.sent(read));
      return read;
    }
  }
}
