package dev.longhaul.transfer;

import dev.longhaul.store.Failure;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.StoreException;
import dev.longhaul.transfer.PartLayout.Parts;
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

  /// How many parts each stream is to carry at least, and with how many streams it does not matter.
  private static final int PARTS_PER_STREAM = 2;

  private static final int FEW_STREAMS = 4;

  private final MultipartUploads uploads;
  private final UploadJournal journal;
  private final UploadFinish finish;
  private final WholeChecksums wholeChecksums = new WholeChecksums();
  private final SourceETags sourceETags = new SourceETags();
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

  TransferResult copy(CopyOrder order, Parts layout, Pieces pieces) {
    SourceETags.Readings readings = sourceETags.new Readings();
    TransferResult last = null;
    for (int upload = 1; upload <= MAX_UPLOADS; upload++) {
      switch (copyOnce(order, layout, pieces, readings)) {
        case UploadFinish.Ended(TransferResult result) -> {
          return result;
        }
        case UploadFinish.Useless(TransferResult result) -> last = result;
      }
    }
    return Objects.requireNonNull(last);
  }

  private UploadFinish.Finished copyOnce(
      CopyOrder order, Parts layout, Pieces pieces, SourceETags.Readings readings) {
    Begun begun = begin(order, layout);
    Opened upload = begun.upload();
    List<SentPart> parts;
    try {
      parts = sendAll(upload, begun.plan(), pieces);
    } catch (SourceMoved moved) {
      journal.abandon(upload);
      return new UploadFinish.Ended(new TransferResult.SourceChanged());
    }
    Trust trust = Trust.of(source, destination);
    UploadPlan seen = begun.plan().seenWith(order, trust);
    return finish.finish(upload, new Assembly(order, seen, trust, parts), wholeChecksums, readings);
  }

  /// An open upload and how it was opened.
  private record Begun(Opened upload, UploadPlan plan) {}

  private Begun begin(CopyOrder order, Parts layout) {
    Trust trust = Trust.of(source, destination);
    UploadPlan plan = UploadPlan.of(order, layout, trust, wholeChecksums.areTaken());
    try {
      return new Begun(journal.open(purpose(order, plan)), plan);
    } catch (StoreException failed) {
      if (plan.announced() == null || !WholeChecksums.isRefusal(failed)) {
        throw failed;
      }
      UploadPlan silent = plan.unannounced();
      Begun begun = new Begun(journal.open(purpose(order, silent)), silent);
      wholeChecksums.areRefused();
      return begun;
    }
  }

  private static UploadJournal.Purpose purpose(CopyOrder order, UploadPlan plan) {
    return new UploadJournal.Purpose(
        order.destinationKey(), order.source().incarnation(), plan, order.attributes());
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
          lanes(missing.size()),
          missing,
          number -> parts[number - 1] = send(upload, plan, pieces, number));
    }
    return Arrays.stream(parts).map(Objects::requireNonNull).toList();
  }

  /// Each stream carries several parts where it can: streams on one long link differ in speed by a
  /// factor, and with one part each the whole waits for the slowest of all of them.
  private int lanes(int parts) {
    return Math.min(means.streamsPerObject(), Math.max(FEW_STREAMS, parts / PARTS_PER_STREAM));
  }

  /// A part that arrived as other bytes, or was refused as such, is sent again (H27).
  private SentPart send(Opened upload, UploadPlan plan, Pieces pieces, int number) {
    for (int send = 1; send <= MAX_SENDS; send++) {
      try {
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
      } catch (StoreException refused) {
        if (send == MAX_SENDS || !isAboutBytes(refused)) {
          throw refused;
        }
      }
    }
    throw new StoreException(
        new Failure.Transient(
            "the destination twice stored other bytes of part %d of key %s than were sent"
                .formatted(number, upload.key())));
  }

  /// Stores say in many ways that bytes and digest differ, but always with this status.
  private static boolean isAboutBytes(StoreException failed) {
    return failed.failure() instanceof Failure.Refused refused && refused.status() == 400;
  }
}
