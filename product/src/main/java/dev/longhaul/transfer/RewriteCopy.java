package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Completion;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.MultipartUploads.PartCopy;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.Stored;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.transfer.PartLayout.Parts;
import dev.longhaul.transfer.PartLayout.TooLarge;
import dev.longhaul.transfer.UploadJournal.Opened;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Copies an object of the destination onto itself inside the store, with other attributes.
final class RewriteCopy {
  private final MultipartUploads uploads;
  private final ObjectReader reader;
  private final TransferEnd destination;
  private final SourceBoundaries boundaries;
  private final UploadJournal journal;
  private final Means means;

  RewriteCopy(TransferEnd destination, Means means) {
    this.destination = destination;
    this.uploads = destination.store().uploads();
    this.reader = destination.store().reader();
    this.boundaries = new SourceBoundaries(reader, means);
    this.journal = new UploadJournal(uploads, means);
    this.means = means;
  }

  TransferResult rewrite(Pinned pinned, ObjectState state, ObjectAttributes attributes) {
    if (pinned.size() == 0) {
      return new TransferResult.Impossible(
          "key " + pinned.key() + " is empty, so it has no part to copy", "send it again");
    }
    PartLayout layout = LayoutRule.decide(pinned.size(), parts(pinned), destination.limits());
    return switch (layout) {
      case Parts parts -> rewrite(pinned, state, attributes, parts);
      case PartLayout.OnePut(long size) ->
          rewrite(pinned, state, attributes, Parts.uniform(size, size, false));
      case TooLarge(String message, String remedy) ->
          new TransferResult.Impossible(message, remedy);
    };
  }

  private SourceParts parts(Pinned pinned) {
    return boundaries.ask(pinned);
  }

  private TransferResult rewrite(
      Pinned pinned, ObjectState state, ObjectAttributes attributes, Parts layout) {
    UploadPlan plan = UploadPlan.unproved(layout);
    Opened upload =
        journal.open(
            new UploadJournal.Purpose(pinned.key(), pinned.incarnation(), plan, attributes));
    List<UploadedPart> parts;
    try {
      parts = copyAll(pinned, layout, upload);
    } catch (StoreException failed) {
      return uncopied(upload, failed);
    }
    Precondition unchanged = new Precondition.IfMatch(state.etag());
    return end(
        uploads.complete(upload.key(), upload.id(), new Completion(parts, unchanged, null)),
        upload,
        state);
  }

  /// A store that gives no clear answer to copied parts even when asked again is not made for it.
  private TransferResult uncopied(Opened upload, StoreException failed) {
    return switch (failed.failure()) {
      case Failure.Refused refused when refused.status() == 412 -> {
        journal.abandon(upload);
        yield new TransferResult.DestinationChanged();
      }
      case Failure.Transient(String message) -> {
        journal.abandon(upload);
        yield new TransferResult.Impossible(message, "send it again");
      }
      case Failure.Refused _, Failure.Throttled _, Failure.WrongCredentials _ -> throw failed;
    };
  }

  private List<UploadedPart> copyAll(Pinned pinned, Parts layout, Opened upload) {
    @Nullable UploadedPart[] parts = new UploadedPart[layout.count()];
    Lanes.run(
        means.workers(),
        means.streamsPerObject(),
        IntStream.rangeClosed(1, layout.count()).boxed().toList(),
        number ->
            parts[number - 1] =
                uploads.copyPart(
                    new PartCopy(upload.key(), upload.id(), number, layout.range(number)),
                    pinned.incarnation().etag()));
    return Arrays.stream(parts).map(Objects::requireNonNull).toList();
  }

  private TransferResult end(WriteAnswer answer, Opened upload, ObjectState before) {
    return switch (answer) {
      case WriteAnswer.Written(Stored stored) -> {
        journal.completed(upload);
        yield prove(stored, upload, before);
      }
      case WriteAnswer.PreconditionFailed _ -> {
        journal.abandon(upload);
        yield new TransferResult.DestinationChanged();
      }
      case WriteAnswer.DigestRefused(String message) -> {
        journal.abandon(upload);
        yield new TransferResult.Ambiguous(new Failure.Transient(message));
      }
      case WriteAnswer.Ambiguous(Failure failure) -> new TransferResult.Ambiguous(failure);
    };
  }

  /// The bytes are the same if the ETag is, where the store makes it of the bytes, or a checksum of
  /// the whole; if neither shows it, the next observation decides.
  private TransferResult prove(Stored stored, Opened upload, ObjectState before) {
    boolean made = destination.capabilities().get().etags().multipartIsMd5OfMd5s();
    if (made && stored.etag().equals(before.etag())) {
      return new TransferResult.Copied(stored, before.size(), new Proof.EqualEtags());
    }
    if (reader.head(upload.key()) instanceof Lookup.Found(ObjectState after)
        && after.etag().equals(stored.etag())
        && after.size() == before.size()) {
      for (Checksum checksum : before.checksums()) {
        if (after.checksums().contains(checksum) && checksum.type() == Checksum.Type.FULL_OBJECT) {
          return new TransferResult.Copied(
              stored, before.size(), new Proof.Digest(checksum.algorithm().name(), true));
        }
      }
    }
    return new TransferResult.Ambiguous(
        new Failure.Transient(
            "key " + upload.key() + " was copied onto itself, but nothing shows its bytes"));
  }
}
