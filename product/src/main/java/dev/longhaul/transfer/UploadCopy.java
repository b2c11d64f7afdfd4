package dev.longhaul.transfer;

import dev.longhaul.store.Failure;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.StoreException;
import dev.longhaul.transfer.UploadJournal.Opened;
import dev.longhaul.transfer.UploadPlan.PartVerdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes an object in parts, several at once, and proves it.
final class UploadCopy {
  /// A second upload is made when the first turned out useless; then the result stands.
  private static final int MAX_UPLOADS = 2;

  /// A part that arrived as other bytes is sent once more.
  private static final int MAX_SENDS = 2;

  private final MultipartUploads uploads;
  private final UploadJournal journal;
  private final UploadFinish finish;
  private final TransferEnd source;
  private final TransferEnd destination;
  private final Means means;

  UploadCopy(TransferEnd source, TransferEnd destination, Means means) {
    this.source = source;
    this.destination = destination;
    this.uploads = destination.store().uploads();
    this.journal = new UploadJournal(uploads, means);
    this.finish = new UploadFinish(source, destination, journal, means);
    this.means = means;
  }

  TransferResult copy(CopyOrder order, UploadPlan plan, Pieces pieces) {
    TransferResult last = null;
    for (int upload = 1; upload <= MAX_UPLOADS; upload++) {
      switch (copyOnce(order, plan, pieces)) {
        case UploadFinish.Ended(TransferResult result) -> {
          return result;
        }
        case UploadFinish.Useless(TransferResult result) -> last = result;
      }
    }
    return Objects.requireNonNull(last);
  }

  private UploadFinish.Finished copyOnce(CopyOrder order, UploadPlan plan, Pieces pieces) {
    Opened upload =
        journal.open(
            new UploadJournal.Purpose(
                order.destinationKey(), order.source().incarnation(), plan, order.attributes()));
    List<SentPart> parts;
    try {
      parts = sendAll(upload, plan, pieces);
    } catch (SourceMoved moved) {
      journal.abandon(upload);
      return new UploadFinish.Ended(new TransferResult.SourceChanged());
    }
    Trust trust = Trust.of(source, destination);
    UploadPlan seen = plan.seenWith(order, trust);
    return finish.finish(upload, new Assembly(order, seen, trust, parts));
  }

  private List<SentPart> sendAll(Opened upload, UploadPlan plan, Pieces pieces) {
    @Nullable SentPart[] parts = new SentPart[plan.layout().count()];
    upload.kept().forEach(part -> parts[part.stored().number() - 1] = part);
    List<Integer> missing = new ArrayList<>();
    for (int number = 1; number <= parts.length; number++) {
      if (parts[number - 1] == null) {
        missing.add(number);
      }
    }
    if (!missing.isEmpty()) {
      Lanes.run(
          means.workers(),
          means.streamsPerObject(),
          missing,
          number -> parts[number - 1] = send(upload, plan, pieces, number));
    }
    return Arrays.stream(parts).map(Objects::requireNonNull).toList();
  }

  private SentPart send(Opened upload, UploadPlan plan, Pieces pieces, int number) {
    for (int send = 1; send <= MAX_SENDS; send++) {
      Pieces.Answer answer =
          pieces.send(
              plan, number, body -> uploads.upload(upload.key(), upload.id(), number, body));
      PartVerdict verdict =
          plan.judge(answer.hash(), answer.stored().etag(), answer.stored().checksum());
      if (verdict != PartVerdict.OTHER_BYTES) {
        boolean proved = verdict == PartVerdict.PROVED;
        SentPart part = new SentPart(answer.stored(), answer.hash().crc32c(), proved);
        journal.sent(upload, part);
        return part;
      }
    }
    throw new StoreException(
        new Failure.Transient(
            "the destination twice stored other bytes of part %d of key %s than were sent"
                .formatted(number, upload.key())));
  }
}
