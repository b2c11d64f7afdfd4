package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.Stored;
import java.util.List;
import java.util.stream.IntStream;

/// Proves what a write stored where its answer did not: by what HEAD says, or else by reading the
/// bytes (H27, H31).
final class ReadBack {
  /// Bytes of one read, where the hash allows to read in pieces.
  private static final long PIECE = 64L << 20;

  private final ObjectReader reader;
  private final SourceReader bytes;
  private final Means means;

  ReadBack(ObjectReader reader, Means means) {
    this.reader = reader;
    this.bytes = new SourceReader(reader);
    this.means = means;
  }

  /// What the destination must hold.
  ///
  /// @param known checksums of the whole object, of which the first can be computed here
  /// @param endToEnd whether the source itself vouches for them
  record Expected(ObjectKey key, long size, List<Checksum> known, boolean endToEnd) {}

  /// `Copied` only when the object that is there now is the one stored and has the bytes.
  TransferResult prove(Stored stored, Expected expected) {
    return switch (reader.head(expected.key())) {
      case Lookup.NotFound _ -> new TransferResult.DestinationChanged();
      case Lookup.Found(ObjectState state) -> {
        boolean ours = state.etag().equals(stored.etag()) && state.size() == expected.size();
        yield ours ? prove(state, stored, expected) : new TransferResult.DestinationChanged();
      }
    };
  }

  private TransferResult prove(ObjectState state, Stored stored, Expected expected) {
    for (Checksum known : expected.known()) {
      for (Checksum shown : state.checksums()) {
        if (known.isComparableTo(shown)) {
          Proof proof = new Proof.Digest(known.algorithm().name(), expected.endToEnd());
          return verdict(known.equals(shown), proof, stored, expected);
        }
      }
    }
    try {
      boolean equal = hasBytes(new Pinned(expected.key(), state.incarnation()), expected);
      return verdict(equal, new Proof.ReadBack(), stored, expected);
    } catch (SourceMoved overwritten) {
      return new TransferResult.DestinationChanged();
    }
  }

  private static TransferResult verdict(
      boolean equal, Proof proof, Stored stored, Expected expected) {
    return equal
        ? new TransferResult.Copied(stored, expected.size(), proof)
        : otherBytes(expected.key());
  }

  /// What is said of a write whose answer or object contradicts what was sent: the next observation
  /// finds both sides different and copies again.
  static TransferResult otherBytes(ObjectKey key) {
    return new TransferResult.Ambiguous(
        new Failure.Transient("the destination stored other bytes of key " + key + " than sent"));
  }

  private boolean hasBytes(Pinned pinned, Expected expected) {
    Checksum known = expected.known().getFirst();
    for (Crc crc : Crc.values()) {
      if (crc.algorithm() == known.algorithm()) {
        return crc.checksum(inPieces(pinned, crc)).equals(known);
      }
    }
    Digester read =
        bytes.hash(Stretch.whole(pinned), () -> Digester.of(known.algorithm()).orElseThrow());
    return read.checksum().equals(known);
  }

  private long inPieces(Pinned pinned, Crc crc) {
    int pieces = Math.max(1, Math.toIntExact(Math.ceilDiv(pinned.size(), PIECE)));
    long[] values = new long[pieces];
    Lanes.run(
        means.workers(),
        means.streamsPerObject(),
        IntStream.range(0, pieces).boxed().toList(),
        piece -> values[piece] = hash(pinned, piece, crc));
    long combined = Crc.EMPTY;
    for (int piece = 0; piece < pieces; piece++) {
      combined = crc.combine(combined, values[piece], piece(pinned, piece).length());
    }
    return combined;
  }

  private long hash(Pinned pinned, int number, Crc crc) {
    return bytes.hash(piece(pinned, number), () -> new CrcDigester(crc)).value();
  }

  private static Stretch piece(Pinned pinned, int number) {
    long from = number * PIECE;
    return new Stretch(pinned, from, Math.min(PIECE, pinned.size() - from));
  }
}
