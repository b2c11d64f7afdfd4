package dev.longhaul.transfer;

import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.StoreException;
import dev.longhaul.transfer.PartLayout.Parts;
import dev.longhaul.transfer.UploadJournal.Opened;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Writes an object in parts, several at once, and proves it. Where there are couriers they carry
/// the parts, and the order that finds them all there completes the upload.
final class UploadCopy {
  /// A second upload is made when the first turned out useless; then the result stands.
  private static final int MAX_UPLOADS = 2;

  /// How many parts each stream is to carry at least, and with how many streams it does not matter.
  private static final int PARTS_PER_STREAM = 2;

  private static final int FEW_STREAMS = 4;

  private final UploadJournal journal;
  private final PartSender sender;
  private final UploadFinish finish;
  private final WholeChecksums wholeChecksums = new WholeChecksums();
  private final SourceETags sourceETags = new SourceETags();
  private final TransferEnd source;
  private final TransferEnd destination;
  private final Means means;
  private final @Nullable Couriers couriers;

  /// @param couriers who carries the parts, `null` for nobody else
  UploadCopy(
      TransferEnd source, TransferEnd destination, Means means, @Nullable Couriers couriers) {
    this.source = source;
    this.destination = destination;
    MultipartUploads uploads = destination.store().uploads();
    this.journal = new UploadJournal(uploads, means);
    this.sender = new PartSender(uploads);
    this.couriers = couriers;
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
    List<Integer> missing = missing(upload, begun.plan());
    if (couriers != null && layout.size() > 0 && !missing.isEmpty()) {
      couriers.hand(
          missing.stream().map(number -> part(order, upload, begun.plan(), number)).toList(),
          layout.count());
      return new UploadFinish.Ended(new TransferResult.HandedOver());
    }
    List<SentPart> parts;
    try {
      parts = sendAll(upload, missing, begun.plan(), pieces);
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
    if (plan.isAnnounced() && journal.hasBegun(purpose(order, plan.unannounced()))) {
      // Whoever began it was refused the checksum of the whole; so were we.
      wholeChecksums.areRefused();
      plan = plan.unannounced();
    }
    try {
      return new Begun(journal.open(purpose(order, plan)), plan);
    } catch (StoreException failed) {
      if (!plan.isAnnounced() || !WholeChecksums.isRefusal(failed)) {
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

  private static List<Integer> missing(Opened upload, UploadPlan plan) {
    BitSet kept = new BitSet();
    upload.kept().forEach(part -> kept.set(part.stored().number()));
    return IntStream.rangeClosed(1, plan.layout().count())
        .filter(number -> !kept.get(number))
        .boxed()
        .toList();
  }

  private List<SentPart> sendAll(
      Opened upload, List<Integer> missing, UploadPlan plan, Pieces pieces) {
    @Nullable SentPart[] parts = new SentPart[plan.layout().count()];
    upload.kept().forEach(part -> parts[part.stored().number() - 1] = part);
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

  private SentPart send(Opened upload, UploadPlan plan, Pieces pieces, int number) {
    Parts layout = plan.layout();
    SentPart part =
        sender.send(
            new PartSender.Place(
                upload.key(), upload.id(), number, layout.start(number), layout.length(number)),
            plan.hashing(),
            pieces);
    journal.sent(upload, part);
    return part;
  }

  private static PartOrder part(CopyOrder order, Opened upload, UploadPlan plan, int number) {
    return new PartOrder(
        upload.intent(),
        order.sourceKey(),
        order.destinationKey(),
        order.source().incarnation(),
        upload.id(),
        number,
        plan.layout().range(number),
        plan.hashing());
  }
}
