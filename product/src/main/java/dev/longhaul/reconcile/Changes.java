package dev.longhaul.reconcile;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Sight.Seen;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectAttributes.Encryption;
import dev.longhaul.store.ObjectWriter;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.transfer.CopyOrder;
import dev.longhaul.transfer.Fetched;
import dev.longhaul.transfer.Proof;
import dev.longhaul.transfer.TransferResult;
import java.util.function.Function;

/// Carries out single changes at the destination. It looks at nothing and decides nothing.
final class Changes {
  private final KeyPair keys;
  private final Knowledge knowledge;
  private final Surroundings around;

  Changes(KeyPair keys, Knowledge knowledge, Surroundings around) {
    this.keys = keys;
    this.knowledge = knowledge;
    this.around = around;
  }

  /// Does it once.
  ///
  /// @throws StoreException when the destination surely did nothing, or the source did not answer
  ChangeResult apply(Step.Change change, Planner planner) {
    return switch (change) {
      case Step.Copy copy -> copy(copy, planner);
      case Step.UpdateAttributes update -> update(update, planner);
      case Step.PutTags(Tags tags, ETag expected) -> putTags(tags, expected);
      case Step.Delete(Precondition precondition) -> delete(precondition);
    };
  }

  private ObjectWriter writer() {
    return around.destination().store().writer();
  }

  private ChangeResult copy(Step.Copy copy, Planner planner) {
    Seen from = (Seen) knowledge.source();
    CopyOrder order =
        new CopyOrder(
            keys.source(),
            keys.destination(),
            from.state(),
            attributes(from, planner),
            copy.precondition());
    return result(
        carry(copy.carriage(), order),
        copied -> new Outcome.Copied(keys.source(), copied.bytes(), copied.proof()));
  }

  private static ChangeResult result(
      TransferResult result, Function<TransferResult.Copied, Outcome> achieved) {
    return switch (result) {
      case TransferResult.Copied copied ->
          new ChangeResult.Written(
              copied.stored(), achieved.apply(copied), copied.proof() instanceof Proof.EqualEtags);
      case TransferResult.HandedOver() -> new ChangeResult.HandedOver();
      case TransferResult.SourceChanged() -> new ChangeResult.SourceMoved();
      case TransferResult.DestinationChanged() -> new ChangeResult.DestinationMoved();
      case TransferResult.Ambiguous(var failure) -> new ChangeResult.Unanswered(failure);
      case TransferResult.SourceDamaged(String message) ->
          new ChangeResult.Hopeless(
              ParkReason.SOURCE_DAMAGED, message, ParkReason.SOURCE_DAMAGED.remedy());
      case TransferResult.Impossible(String message, String remedy) ->
          new ChangeResult.Hopeless(ParkReason.TOO_LARGE, message, remedy);
    };
  }

  private TransferResult carry(Step.Carriage carriage, CopyOrder order) {
    Fetched.Held held = knowledge.held();
    if (carriage == Step.Carriage.HELD && held != null) {
      return around.equipment().transfer().store(held, order);
    }
    knowledge.drop();
    return around.equipment().transfer().copy(order);
  }

  private ObjectAttributes attributes(Seen from, Planner planner) {
    Policy policy = planner.policy();
    String key = policy.encryptionKey();
    return new ObjectAttributes(
        from.state().metadata(),
        planner.tagsToSend(from),
        planner.classToSend(from.state()),
        key == null ? new Encryption.BucketDefault() : new Encryption.Kms(key));
  }

  private ChangeResult update(Step.UpdateAttributes update, Planner planner) {
    ObjectAttributes attributes = attributes((Seen) knowledge.source(), planner);
    ObjectState object = ((Seen) knowledge.destination()).state();
    try {
      return switch (update.means()) {
        case COPY_OBJECT ->
            updated(writer().replaceAttributes(keys.destination(), attributes, update.expected()));
        case REWRITE -> rewrite(object, attributes);
      };
    } catch (StoreException refused) {
      if (Refusals.isMissingKey(refused.failure())) {
        return new ChangeResult.DestinationMoved();
      }
      if (refused.failure() instanceof Failure.Refused) {
        return new ChangeResult.NotOffered();
      }
      throw refused;
    }
  }

  private static ChangeResult moved(StoreException refused) {
    if (Refusals.isMissingKey(refused.failure())) {
      return new ChangeResult.DestinationMoved();
    }
    throw refused;
  }

  /// What cannot be rewritten in place is sent again. That it kept its ETag proves its bytes, and
  /// shows nothing of the source's.
  private ChangeResult rewrite(ObjectState object, ObjectAttributes attributes) {
    ChangeResult result =
        result(
            around.equipment().transfer().rewrite(keys.destination(), object, attributes),
            _ -> new Outcome.Updated(keys.source()));
    return switch (result) {
      case ChangeResult.Hopeless _ -> new ChangeResult.NotOffered();
      case ChangeResult.Written(var stored, var achieved, boolean _) ->
          new ChangeResult.Written(stored, achieved, false);
      case ChangeResult.Gone _,
          ChangeResult.SourceMoved _,
          ChangeResult.DestinationMoved _,
          ChangeResult.Unanswered _,
          ChangeResult.HandedOver _,
          ChangeResult.HeldBack _,
          ChangeResult.NotOffered _ ->
          result;
    };
  }

  private ChangeResult putTags(Tags tags, ETag expected) {
    try {
      return updated(writer().putTags(keys.destination(), tags, expected));
    } catch (StoreException refused) {
      if (Refusals.isNotImplemented(refused.failure())) {
        return new ChangeResult.Hopeless(
            ParkReason.METADATA_UNREPRESENTABLE,
            refused.failure().message(),
            ParkReason.METADATA_UNREPRESENTABLE.remedy());
      }
      return moved(refused);
    }
  }

  private ChangeResult updated(WriteAnswer answer) {
    return switch (answer) {
      case WriteAnswer.Written(var stored) ->
          new ChangeResult.Written(stored, new Outcome.Updated(keys.source()), false);
      case WriteAnswer.PreconditionFailed(boolean _) -> new ChangeResult.DestinationMoved();
      case WriteAnswer.DigestRefused(String message) ->
          new ChangeResult.Hopeless(ParkReason.REFUSED, message, ParkReason.REFUSED.remedy());
      case WriteAnswer.Ambiguous(var failure) -> new ChangeResult.Unanswered(failure);
    };
  }

  private ChangeResult delete(Precondition precondition) {
    if (!knowledge.isReleased() && !around.equipment().breaker().admit()) {
      return new ChangeResult.HeldBack();
    }
    return switch (writer().delete(keys.destination(), precondition)) {
      case WriteAnswer.Written _ -> new ChangeResult.Gone();
      case WriteAnswer.PreconditionFailed(boolean _) -> new ChangeResult.DestinationMoved();
      case WriteAnswer.DigestRefused(String message) ->
          new ChangeResult.Hopeless(ParkReason.REFUSED, message, ParkReason.REFUSED.remedy());
      case WriteAnswer.Ambiguous(var failure) -> new ChangeResult.Unanswered(failure);
    };
  }
}
