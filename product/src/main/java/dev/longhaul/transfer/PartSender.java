package dev.longhaul.transfer;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.UploadId;
import dev.longhaul.transfer.PartHashing.PartVerdict;

/// Sends single parts of an upload, and believes only what arrived as it left.
record PartSender(MultipartUploads uploads) {
  /// A part that arrived as other bytes is sent once more.
  private static final int MAX_SENDS = 2;

  /// Where a part goes, and which bytes it has; none, for an object that has none.
  record Place(ObjectKey key, UploadId id, int number, long from, long length) {}

  /// A part that arrived as other bytes, or was refused as such, is sent again (H27).
  SentPart send(Place place, PartHashing hashing, Pieces pieces) {
    for (int send = 1; send <= MAX_SENDS; send++) {
      try {
        Pieces.Answer answer =
            pieces.send(
                hashing,
                place.from(),
                place.length(),
                body -> uploads.upload(place.key(), place.id(), place.number(), body));
        PartVerdict verdict =
            hashing.judge(answer.hash(), answer.stored().etag(), answer.stored().checksum());
        if (verdict != PartVerdict.OTHER_BYTES) {
          boolean proved = verdict == PartVerdict.PROVED;
          return new SentPart(answer.stored(), answer.hash().crc32c(), proved);
        }
      } catch (StoreException refused) {
        if (send == MAX_SENDS || !isAboutBytes(refused)) {
          throw refused;
        }
      }
    }
    throw new StoreException(
        new Failure.Transient(
            "the destination twice stored other bytes of part %d of key %s than were sent"
                .formatted(place.number(), place.key())));
  }

  /// Stores say in many ways that bytes and digest differ, but always with this status.
  private static boolean isAboutBytes(StoreException failed) {
    return failed.failure() instanceof Failure.Refused refused && refused.status() == 400;
  }
}
