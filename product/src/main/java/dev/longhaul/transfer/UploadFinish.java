package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Capabilities.Preconditions;
import dev.longhaul.store.Completion;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.Stored;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.transfer.UploadJournal.Opened;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes an object of the parts that were sent, and proves it; nothing is made of parts that
/// contradict what the source says it holds.
final class UploadFinish {
  /// How often a Complete without a clear answer is asked again while the upload is still open.
  private static final int MAX_COMPLETES = 3;

  private final ObjectStore destination;
  private final SourceBoundaries boundaries;
  private final UploadJournal journal;
  private final ReadBack readBack;

  UploadFinish(TransferEnd source, TransferEnd end, UploadJournal journal, Means means) {
    this.destination = end.store();
    this.boundaries = new SourceBoundaries(source.store().reader(), means);
    this.journal = journal;
    this.readBack = new ReadBack(destination.reader(), means);
  }

  /// How an upload ended.
  sealed interface Finished {}

  /// This is the result.
  record Ended(TransferResult result) implements Finished {}

  /// Another upload may do better, or this one gone on with; if not, this is the result.
  record Useless(TransferResult result) implements Finished {}

  /// @param readings what earlier readings of the object made
  Finished finish(
      Opened upload,
      Assembly assembly,
      WholeChecksums wholeChecksums,
      SourceETags.Readings readings) {
    try {
      if (isDamaged(assembly, readings)) {
        journal.abandon(upload);
        return new Useless(PutCopy.damaged(assembly.order().sourceKey()));
      }
    } catch (SourceMoved moved) {
      journal.abandon(upload);
      return new Ended(new TransferResult.SourceChanged());
    }
    WriteAnswer answer;
    try {
      answer = complete(upload, assembly, wholeChecksums);
    } catch (StoreException refused) {
      if (isAboutAPart(refused)) {
        return otherParts(upload, assembly, refused.failure());
      }
      if (!assembly.plan().isAnnounced() || wholeChecksums.areTaken()) {
        throw refused;
      }
      journal.abandon(upload);
      return new Useless(new TransferResult.Ambiguous(refused.failure()));
    }
    for (int complete = 2; answer instanceof WriteAnswer.Ambiguous; complete++) {
      boolean open = !destination.uploads().parts(upload.key(), upload.id()).isEmpty();
      if (!open || complete > MAX_COMPLETES) {
        break;
      }
      answer = complete(upload, assembly, wholeChecksums);
    }
    return switch (answer) {
      case WriteAnswer.Written(Stored stored) -> {
        journal.completed(upload);
        yield new Ended(prove(stored, assembly));
      }
      case WriteAnswer.Ambiguous(Failure failure) -> settle(upload, assembly, failure);
      case WriteAnswer.PreconditionFailed(boolean conflict) -> {
        journal.abandon(upload);
        TransferResult changed = new TransferResult.DestinationChanged();
        yield conflict ? new Useless(changed) : new Ended(changed);
      }
      case WriteAnswer.DigestRefused(String message) -> {
        journal.abandon(upload);
        yield new Useless(new TransferResult.Ambiguous(new Failure.Transient(message)));
      }
    };
  }

  /// Asks for the object, without the checksum of the whole where the store takes none.
  private WriteAnswer complete(Opened upload, Assembly assembly, WholeChecksums wholeChecksums) {
    boolean announced = assembly.plan().isAnnounced() && wholeChecksums.areTaken();
    if (!announced) {
      return complete(upload, assembly, (Checksum) null);
    }
    try {
      return complete(upload, assembly, assembly.crc());
    } catch (StoreException failed) {
      if (!WholeChecksums.isRefusal(failed)) {
        throw failed;
      }
      wholeChecksums.areRefused();
      return complete(upload, assembly, (Checksum) null);
    }
  }

  /// Asks for the object once. That the upload is not there is what a store says that completed it
  /// before, when that answer was lost (H30).
  private WriteAnswer complete(Opened upload, Assembly assembly, @Nullable Checksum whole) {
    Completion completion =
        new Completion(assembly.stored(), assembly.order().precondition(), whole);
    try {
      return destination.uploads().complete(upload.key(), upload.id(), completion);
    } catch (StoreException failed) {
      if (failed.failure() instanceof Failure.Refused refused
          && "NoSuchUpload".equals(refused.code())) {
        return new WriteAnswer.Ambiguous(refused);
      }
      throw failed;
    }
  }

  private static boolean isAboutAPart(StoreException failed) {
    return failed.failure() instanceof Failure.Refused refused
        && "InvalidPart".equals(refused.code());
  }

  /// The store holds another part than it confirmed: one that was sent twice may arrive late the
  /// first time, and has another ETag where that is not made of the bytes alone. The upload goes on
  /// with the parts that are still as they were; when all of them are, it is of no use.
  private Finished otherParts(Opened upload, Assembly assembly, Failure failure) {
    List<ETag> listed =
        destination.uploads().parts(upload.key(), upload.id()).stream()
            .map(UploadedPart::etag)
            .toList();
    if (listed.equals(assembly.stored().stream().map(UploadedPart::etag).toList())) {
      journal.abandon(upload);
    }
    return new Useless(new TransferResult.Ambiguous(failure));
  }

  /// Whether the bytes that were read are not those the source says it holds. Parts whose ETags
  /// make another whole than the source's may also have other boundaries than the source's: only
  /// when those are surely the same, the bytes differ. When the source was overwritten meanwhile
  /// nobody can tell any more, and there is nothing left to copy.
  private boolean isDamaged(Assembly assembly, SourceETags.Readings readings) {
    Optional<Boolean> agrees = assembly.sourceAgrees();
    if (!agrees.orElse(true)) {
      return true;
    }
    UploadPlan plan = assembly.plan();
    Optional<ETag> made =
        assembly.expectedETag().filter(tag -> !tag.equals(assembly.order().source().etag()));
    boolean differs = plan.equalETag() && made.isPresent();
    if (!differs || !boundaries.are(pinned(assembly.order()), plan.layout())) {
      return false;
    }
    return switch (plan.sourceETags()) {
      case SURE -> true;
      case POSSIBLE -> agrees.isEmpty() && readings.mayBeDamaged(made.get());
      case NONE -> false;
    };
  }

  private static Pinned pinned(CopyOrder order) {
    return new Pinned(order.sourceKey(), order.source().incarnation());
  }

  private TransferResult prove(Stored stored, Assembly assembly) {
    Optional<Proof> proof = proof(stored, assembly);
    if (proof.isEmpty()) {
      return readBack.prove(stored, assembly.expected());
    }
    boolean current = isGuarded(assembly) || isCurrent(stored.etag(), assembly);
    return current
        ? new TransferResult.Copied(stored, assembly.size(), proof.get())
        : new TransferResult.DestinationChanged();
  }

  /// What the answer of Complete alone proves.
  private static Optional<Proof> proof(Stored stored, Assembly assembly) {
    if (assembly.plan().equalETag() && stored.etag().equals(assembly.order().source().etag())) {
      return Optional.of(new Proof.EqualEtags());
    }
    boolean whole = stored.checksums().contains(assembly.crc());
    boolean ofProvedParts =
        assembly.arePartsProved()
            && assembly.expectedETag().filter(stored.etag()::equals).isPresent();
    return whole || ofProvedParts ? Optional.of(assembly.digest()) : Optional.empty();
  }

  /// Whether a proved precondition excludes that somebody else wrote the key since the upload was
  /// opened. Some stores date an upload by its opening and would keep the other object, although
  /// Complete succeeds (H22).
  private static boolean isGuarded(Assembly assembly) {
    Preconditions proved = assembly.trust().destination().preconditions();
    return switch (assembly.order().precondition()) {
      case Precondition.None() -> false;
      case Precondition.IfAbsent() -> proved.completeIfAbsent();
      case Precondition.IfMatch _ -> proved.completeIfMatch();
    };
  }

  private boolean isCurrent(ETag etag, Assembly assembly) {
    return destination.reader().head(assembly.order().destinationKey())
            instanceof Lookup.Found(ObjectState state)
        && state.etag().equals(etag)
        && state.size() == assembly.size();
  }

  /// The upload is gone or its end unknown: only an object with our bytes, which was not there
  /// before, shows that it was completed (H30).
  private Finished settle(Opened upload, Assembly assembly, Failure failure) {
    boolean open = !destination.uploads().parts(upload.key(), upload.id()).isEmpty();
    if (open) {
      return new Ended(new TransferResult.Ambiguous(failure));
    }
    journal.completed(upload);
    return new Ended(
        switch (destination.reader().head(upload.key())) {
          case Lookup.Found(ObjectState state) when isOurs(state, assembly) ->
              prove(stored(state), assembly);
          case Lookup.Found _, Lookup.NotFound _ -> new TransferResult.Ambiguous(failure);
        });
  }

  private static Stored stored(ObjectState state) {
    return new Stored(state.etag(), state.incarnation().versionId(), state.checksums());
  }

  private static boolean isOurs(ObjectState state, Assembly assembly) {
    boolean wasThere =
        assembly.order().precondition() instanceof Precondition.IfMatch(ETag before)
            && before.equals(state.etag());
    boolean sameBytes =
        state.checksums().contains(assembly.crc())
            || assembly.expectedETag().filter(state.etag()::equals).isPresent();
    return sameBytes
        && !wasThere
        && !(assembly.order().precondition() instanceof Precondition.None)
        && state.size() == assembly.size();
  }
}
