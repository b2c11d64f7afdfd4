package dev.longhaul.transfer;

import dev.longhaul.ledger.PartRecord;
import java.util.Optional;

/// Carries single parts of uploads that somebody else opened: by the same pinned reads, digests and
/// proofs as whoever carries a whole object. Thread-safe.
public final class PartCarriage {
  private final SourceReader reader;
  private final PartSender sender;
  private final Means means;

  public PartCarriage(TransferEnd source, TransferEnd destination, Means means) {
    this.reader = new SourceReader(source.store().reader());
    this.sender = new PartSender(destination.store().uploads());
    this.means = means;
  }

  /// Carries the part and says what is to be written down of it, which is the caller's business;
  /// empty when the source is another incarnation by now, so that the upload is of no use any more.
  /// A part that was carried before is carried again, and does no harm.
  ///
  /// @throws dev.longhaul.store.StoreException when a store gave no answer
  public Optional<PartRecord> carry(PartOrder order) {
    Pinned pinned = new Pinned(order.sourceKey(), order.source());
    try {
      SentPart sent =
          sender.send(
              new PartSender.Place(
                  order.destinationKey(),
                  order.upload(),
                  order.number(),
                  order.range().first(),
                  order.range().length()),
              order.hashing(),
              new Pieces.FromSource(pinned, reader, means));
      return Optional.of(sent.record());
    } catch (SourceMoved moved) {
      return Optional.empty();
    }
  }
}
