package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.Stored;
import dev.longhaul.store.WriteAnswer;
import java.util.List;

/// Writes an object by one PUT and proves it.
final class PutCopy {
  private final ObjectStore destination;
  private final ReadBack readBack;

  PutCopy(ObjectStore destination, Means means) {
    this.destination = destination;
    this.readBack = new ReadBack(destination.reader(), means);
  }

  TransferResult put(Payload payload, CopyOrder order, Trust trust) {
    List<Checksum> source = trust.sourceDigests(order.source());
    if (!Checksum.agree(source, payload.known()).orElse(true) && isDamaged(payload, order, trust)) {
      return damaged(order.sourceKey());
    }
    return switch (send(payload, order)) {
      case WriteAnswer.Written(Stored stored) -> proved(payload, order, trust, stored);
      case WriteAnswer.PreconditionFailed _ -> new TransferResult.DestinationChanged();
      case WriteAnswer.Ambiguous(Failure failure) -> new TransferResult.Ambiguous(failure);
      case WriteAnswer.DigestRefused _ -> again(payload, order, trust);
    };
  }

  private WriteAnswer send(Payload payload, CopyOrder order) {
    try {
      return destination
          .writer()
          .put(order.destinationKey(), order.attributes(), payload.body(), order.precondition());
    } catch (SourceUnread unread) {
      throw unread.reason();
    }
  }

  /// The destination found that bytes and digest differ. The source is read and hashed once more:
  /// either it contradicts itself, or the second try carries what it has (decision 7).
  private TransferResult again(Payload payload, CopyOrder order, Trust trust) {
    if (isDamaged(payload, order, trust)) {
      return damaged(order.sourceKey());
    }
    return switch (send(payload, order)) {
      case WriteAnswer.Written(Stored stored) -> proved(payload, order, trust, stored);
      case WriteAnswer.PreconditionFailed _ -> new TransferResult.DestinationChanged();
      case WriteAnswer.Ambiguous(Failure failure) -> new TransferResult.Ambiguous(failure);
      case WriteAnswer.DigestRefused(String message) ->
          throw new StoreException(
              new Failure.Transient(
                  "the destination twice received other bytes of key "
                      + order.destinationKey()
                      + " than were sent: "
                      + message));
    };
  }

  private TransferResult proved(Payload payload, CopyOrder order, Trust trust, Stored stored) {
    BodyDigest sent = payload.body().digest();
    return switch (PutProof.judge(order, trust, sent, stored)) {
      case PutProof.Proved(Proof proof) ->
          new TransferResult.Copied(stored, payload.body().length(), proof);
      case PutProof.Contradicted() ->
          isDamaged(payload, order, trust)
              ? damaged(order.sourceKey())
              : ReadBack.otherBytes(order.destinationKey());
      case PutProof.Open() -> readBack.prove(stored, expected(payload, order, trust));
    };
  }

  private static ReadBack.Expected expected(Payload payload, CopyOrder order, Trust trust) {
    List<Checksum> known = Trust.checksums(payload.body().digest());
    List<Checksum> source = trust.sourceDigests(order.source());
    boolean endToEnd = Checksum.agree(known, source).orElse(false);
    return new ReadBack.Expected(order.destinationKey(), payload.body().length(), known, endToEnd);
  }

  /// Whether a second look at the source contradicts the source's own digest.
  private static boolean isDamaged(Payload payload, CopyOrder order, Trust trust) {
    List<Checksum> own = trust.sourceDigests(order.source());
    if (own.isEmpty()) {
      payload.reread(trust.hashed());
      return false;
    }
    return !payload.reread(own.getFirst().algorithm()).equals(own.getFirst());
  }

  static TransferResult damaged(ObjectKey sourceKey) {
    return new TransferResult.SourceDamaged(
        "the bytes read of key " + sourceKey + " twice did not match the source's own digest");
  }
}
