package dev.longhaul.reconcile;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts.Encryption;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Sight.Absent;
import dev.longhaul.reconcile.Sight.Listed;
import dev.longhaul.reconcile.Sight.Seen;
import dev.longhaul.reconcile.Sight.Unknown;
import dev.longhaul.reconcile.Sight.Unobserved;
import dev.longhaul.reconcile.Step.Carriage;
import dev.longhaul.reconcile.Step.Means;
import dev.longhaul.reconcile.Verdict.Aspect;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.Precondition;
import dev.longhaul.transfer.Transfer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides the next step for one key, from what is known of it and of the two stores. Pure: the
/// same situation always gives the same step.
///
/// It asks for as little as it can: a new small object costs one GET and one conditional PUT
/// (decision 1); whatever is asked for is never asked for twice.
///
/// @param source what the source was proved to do
/// @param destination what the destination was proved to do
public record Planner(Policy policy, Capabilities source, Capabilities destination) {
  /// Up to this size an object is sent to a destination nobody looked at (decision 2).
  public static final long BLIND_BYTES = 1L << 20;

  /// The most that CopyObject takes.
  public static final long COPY_OBJECT_BYTES = 5_000_000_000L;

  /// The most user metadata S3 stores: UTF-8 bytes of names and values (H41).
  public static final int METADATA_BYTES = 2048;

  private static final Set<String> ARCHIVE_CLASSES = Set.of("GLACIER", "DEEP_ARCHIVE");

  /// The next step; an `End` when nothing more is to be done.
  public Step plan(Situation now) {
    if (now.destination() instanceof Unknown(var failure)) {
      return new Step.Wait(failure);
    }
    return switch (now.source()) {
      case Unknown(var failure) -> new Step.Wait(failure);
      case Unobserved() -> unobserved(now.destination());
      case Listed(ListedObject entry) -> listed(entry, now.destination());
      case Absent(boolean proved) -> proved ? absent(now) : observe(Side.SOURCE);
      case Seen seen -> seen(seen, now);
    };
  }

  private Step unobserved(Sight to) {
    return switch (to) {
      case Unobserved() ->
          destination.preconditions().putIfAbsent()
              ? new Step.Fetch()
              : new Step.Observe(Side.DESTINATION, false);
      case Absent(boolean _) -> new Step.Fetch();
      case Listed(ListedObject _) ->
          policy.deletes() == Policy.Deletes.KEEP ? new Step.Keep() : observe(Side.SOURCE);
      case Seen _, Unknown _ -> observe(Side.SOURCE);
    };
  }

  private Step listed(ListedObject from, Sight to) {
    boolean fetch =
        from.size() <= Transfer.HELD_BYTES && !ARCHIVE_CLASSES.contains(from.storageClass());
    Step read = fetch ? new Step.Fetch() : observe(Side.SOURCE);
    return switch (to) {
      case Unobserved() ->
          fetch && maySendBlind(from.size(), from.etag())
              ? read
              : new Step.Observe(Side.DESTINATION, false);
      case Absent(boolean _) -> read;
      case Listed(ListedObject found) -> surelyDiffer(from, found) ? read : observe(Side.SOURCE);
      case Seen _, Unknown _ -> observe(Side.SOURCE);
    };
  }

  /// One PUT that is refused has cost one request, an upload many; so what goes in parts is not
  /// sent blindly.
  private boolean maySendBlind(long size, ETag etag) {
    return size <= BLIND_BYTES && etag.parts() == 0 && destination.preconditions().putIfAbsent();
  }

  private boolean surelyDiffer(ListedObject from, ListedObject to) {
    return from.size() != to.size()
        || (source.etags().singleIsMd5()
            && destination.etags().singleIsMd5()
            && from.etag().isMd5Shaped()
            && to.etag().isMd5Shaped()
            && !from.etag().value().equalsIgnoreCase(to.etag().value()));
  }

  private static Step observe(Side side) {
    return new Step.Observe(side, true);
  }

  /// Nothing is deleted unless both the absence here and the presence there were read (H15, H61).
  private Step absent(Situation now) {
    boolean keep = policy.deletes() == Policy.Deletes.KEEP;
    return switch (now.destination()) {
      case Unobserved() -> observe(Side.DESTINATION);
      case Listed(ListedObject _) -> keep ? new Step.Keep() : observe(Side.DESTINATION);
      case Absent(boolean proved) -> proved ? new Step.Settle(false) : observe(Side.DESTINATION);
      case Seen(ObjectState state, var _, var _) ->
          keep ? new Step.Keep() : delete(state, now.early());
      case Unknown(var failure) -> new Step.Wait(failure);
    };
  }

  private Step delete(ObjectState state, boolean early) {
    return early ? new Step.WaitToDelete() : new Step.Delete(deleteIfMatch(state.etag()));
  }

  private Step seen(Seen from, Situation now) {
    return switch (now.destination()) {
      case Unobserved() ->
          from.isHeld() && maySendBlind(from.state().size(), from.state().etag())
              ? copy(from, new Precondition.IfAbsent())
              : new Step.Observe(Side.DESTINATION, false);
      case Absent(boolean _) -> copy(from, new Precondition.IfAbsent());
      case Listed(ListedObject entry) ->
          equality().surelyDiffers(from, entry)
              ? copy(from, new Precondition.IfMatch(entry.etag()))
              : new Step.Observe(Side.DESTINATION, false);
      case Seen to -> both(from, to, now);
      case Unknown(var failure) -> new Step.Wait(failure);
    };
  }

  private Step both(Seen from, Seen to, Situation now) {
    Precondition.IfMatch unchanged = new Precondition.IfMatch(to.state().etag());
    return switch (equality().compare(from, to, now.receipt())) {
      case Verdict.Equal(var evidence) ->
          new Step.Settle(
              evidence != Verdict.Evidence.RECEIPT
                  && !equality().showsInListings(from.state(), to.state()));
      case Verdict.BytesDiffer(), Verdict.NotProved() -> copy(from, unchanged);
      case Verdict.TagsWanted(Side side) -> readTags(side);
      case Verdict.OnlyAttributesDiffer(var _, var aspects) ->
          update(from, to, aspects, now.updatesRefused());
    };
  }

  private Equality equality() {
    return new Equality(policy, source, destination);
  }

  private Step readTags(Side side) {
    Capabilities store = side == Side.SOURCE ? source : destination;
    return store.tags() == TagSupport.FORBIDDEN
        ? new Step.Park(
            ParkReason.TAGS_FORBIDDEN,
            "the credentials of the "
                + (side == Side.SOURCE ? "source" : "destination")
                + " may not read tags, so nobody knows whether the object has any")
        : new Step.ReadTags(side);
  }

  private Step copy(Seen from, Precondition wanted) {
    ObjectState state = from.state();
    Step.Park unreadable = unreadable(state);
    if (unreadable != null) {
      return unreadable;
    }
    Step obstacle = attributesObstacle(from);
    if (obstacle != null) {
      return obstacle;
    }
    if (state.size() > Transfer.HELD_BYTES) {
      return copy(Carriage.WHOLE, true, wanted);
    }
    return from.isHeld() ? copy(Carriage.HELD, state.etag().parts() > 0, wanted) : new Step.Fetch();
  }

  private boolean isProbed() {
    return destination.tags() != TagSupport.UNKNOWN;
  }

  private static Step.@Nullable Park unreadable(ObjectState state) {
    if (state.storage().encryption() == Encryption.CUSTOMER_KEY) {
      return new Step.Park(
          ParkReason.CUSTOMER_KEY, "the source's object is encrypted with a customer key");
    }
    return switch (state.storage().archive()) {
      case READABLE -> null;
      case ARCHIVED ->
          new Step.Park(
              ParkReason.ARCHIVED,
              "the source's object is archived (class " + state.storage().storageClass() + ")");
      case RESTORING ->
          new Step.Park(
              ParkReason.ARCHIVED,
              "the source's object is archived (class "
                  + state.storage().storageClass()
                  + ") and being restored");
    };
  }

  /// What stands in the way of sending the source's metadata and tags: something that cannot be
  /// sent, or tags not read yet.
  private @Nullable Step attributesObstacle(Seen from) {
    ObjectState state = from.state();
    if (state.missingMetadata() > 0) {
      return new Step.Park(
          ParkReason.METADATA_UNREPRESENTABLE,
          "the source does not show " + state.missingMetadata() + " entries of user metadata");
    }
    int bytes = bytesOf(state.metadata().user());
    if (bytes > METADATA_BYTES) {
      return new Step.Park(
          ParkReason.METADATA_UNREPRESENTABLE,
          "the source's user metadata has " + bytes + " bytes, S3 takes " + METADATA_BYTES);
    }
    if (policy.tags() == Policy.TagRule.IGNORE) {
      return null;
    }
    Tags tags = Equality.knownTags(from, source);
    if (tags == null) {
      return readTags(Side.SOURCE);
    }
    return canKeep(tags)
        ? null
        : new Step.Park(
            ParkReason.METADATA_UNREPRESENTABLE,
            destination.tags() == TagSupport.PLAIN
                ? "the source's object has tags that the destination gives back garbled"
                : "the source's object has tags and the destination has none to give");
  }

  private boolean canKeep(Tags tags) {
    return switch (destination.tags()) {
      case NONE -> tags.isEmpty();
      case PLAIN -> tags.arePlain();
      case COUNTED, ASKED, FORBIDDEN, UNKNOWN -> true;
    };
  }

  private static int bytesOf(Map<String, String> user) {
    int bytes = 0;
    for (Map.Entry<String, String> entry : user.entrySet()) {
      bytes += entry.getKey().getBytes(StandardCharsets.UTF_8).length;
      bytes += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }

  private Step update(Seen from, Seen to, Set<Aspect> aspects, boolean refused) {
    Step obstacle = attributesObstacle(from);
    if (obstacle != null) {
      return obstacle;
    }
    ETag etag = to.state().etag();
    if (aspects.equals(EnumSet.of(Aspect.TAGS))) {
      return new Step.PutTags(tagsToSend(from), etag);
    }
    boolean readable = unreadable(to.state()) == null;
    if (refused || !readable) {
      return copy(from, new Precondition.IfMatch(etag));
    }
    if (etag.parts() > 0) {
      return new Step.UpdateAttributes(Means.REWRITE, etag);
    }
    return to.state().size() <= COPY_OBJECT_BYTES
        ? new Step.UpdateAttributes(Means.COPY_OBJECT, etag)
        : copy(from, new Precondition.IfMatch(etag));
  }

  /// The tags a write sends; they are known once a copy or an update was planned.
  Tags tagsToSend(Seen from) {
    Tags known = policy.tags() == Policy.TagRule.IGNORE ? null : Equality.knownTags(from, source);
    return known == null ? Tags.NONE : known;
  }

  /// Whether the next listings show by themselves that these two are equal.
  boolean showsInListings(ObjectState from, ObjectState to) {
    return equality().showsInListings(from, to);
  }

  /// The storage class a write asks for, `null` for the bucket's own.
  @Nullable String classToSend(ObjectState from) {
    return equality().wantedClass(from);
  }

  /// A copy, which may go in parts.
  private Step copy(Carriage carriage, boolean parts, Precondition wanted) {
    Capabilities.Preconditions honoured = destination.preconditions();
    boolean put = false;
    boolean complete = false;
    switch (wanted) {
      case Precondition.None() -> {}
      case Precondition.IfAbsent() -> {
        put = honoured.putIfAbsent();
        complete = honoured.completeIfAbsent();
      }
      case Precondition.IfMatch(ETag _) -> {
        put = honoured.putIfMatch();
        complete = honoured.completeIfMatch();
      }
    }
    return new Step.Copy(
        carriage, sent(wanted, put || (parts && complete)), put && (!parts || complete));
  }

  private Precondition deleteIfMatch(ETag etag) {
    return sent(new Precondition.IfMatch(etag), destination.preconditions().deleteIfMatch());
  }

  /// Before the destination was probed, preconditions are sent though nobody may rely on them
  /// (decision 9); a store that was probed and does not honour one might refuse it (decision 10).
  private Precondition sent(Precondition wanted, boolean proved) {
    return proved || !isProbed() ? wanted : new Precondition.None();
  }
}
