package dev.longhaul.reconcile;

import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.ledger.Receipt;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Sight.Absent;
import dev.longhaul.reconcile.Sight.Seen;
import dev.longhaul.reconcile.Step.Carriage;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.transfer.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One attempt at making one key equal. For one thread.
///
/// Every change is followed by a look at what it rests on, and the plan is made anew from that,
/// until it ends. The looks are left out only where the change's own answer proves the result and
/// nobody else works on the key (decision 1).
final class Attempt {
  /// Changes tried before the key counts as one that changes faster than it is copied.
  static final int CHANGES_MAX = 6;

  /// Steps of any kind, so that no loop of looks is endless.
  static final int STEPS_MAX = 60;

  private final KeyPair keys;
  private final Knowledge knowledge;
  private final Surroundings around;
  private final Policy policy;
  private final Mode mode;
  private final Changes changes;

  /// What the last change achieved, told as the outcome once nothing is left to do.
  private @Nullable Outcome achieved;

  /// The change that was done last, and the source state it was done for.
  private @Nullable Done done;

  /// A change without an answer: one look decides, a second change is the caller's (H30).
  private @Nullable Failure unanswered;

  /// Whether the knowledge rests on a pair that is not in the ledger.
  private boolean unrecorded;

  private boolean updatesRefused;
  private boolean fetchRefused;

  Attempt(KeyPair keys, Knowledge knowledge, Surroundings around, Policy policy, Mode mode) {
    this.keys = keys;
    this.knowledge = knowledge;
    this.around = around;
    this.policy = policy;
    this.mode = mode;
    this.changes = new Changes(keys, knowledge, around);
  }

  private record Done(Step.Change change, ObjectState source, ETag stored) {
    boolean isLike(Step.Change other) {
      return switch (change) {
        case Step.Copy _ -> other instanceof Step.Copy;
        case Step.UpdateAttributes _ -> other instanceof Step.UpdateAttributes;
        // Tags change without their object, so other ones are no sign that these were lost.
        case Step.PutTags(Tags sent, var _) ->
            other instanceof Step.PutTags(Tags wanted, var _) && wanted.equals(sent);
        case Step.Delete _ -> false;
      };
    }
  }

  Outcome run() {
    int changed = 0;
    for (int steps = 0; steps < STEPS_MAX && changed <= CHANGES_MAX; steps++) {
      Step step = planner().plan(knowledge.situation(updatesRefused, isEarly()));
      Outcome ended =
          switch (step) {
            case Step.End end -> end(end);
            case Step.Look look -> mode.dryRun() ? lookOnly(look) : look(look);
            case Step.Change change -> {
              changed++;
              yield mode.dryRun() ? planned(change) : change(change);
            }
          };
      if (ended != null) {
        return ended;
      }
    }
    return park(
        ParkReason.CHANGING, "it was changed while it was copied, " + changed + " times in a row");
  }

  private boolean isEarly() {
    Instant since = knowledge.absentSince();
    Duration grace = policy.deleteGrace();
    return grace.isPositive()
        && (since == null || around.equipment().clock().now().isBefore(since.plus(grace)));
  }

  /// The absence that was just proved counts, and only from its first proof.
  private Outcome deleteLater() {
    Instant known = knowledge.absentSince();
    Instant since = known == null ? around.equipment().clock().now() : known;
    return new Outcome.DeleteWaits(keys.source(), since, since.plus(policy.deleteGrace()));
  }

  private Outcome unfinished(Failure failure) {
    return new Outcome.Unfinished(keys.source(), failure, knowledge.hasSource());
  }

  private Planner planner() {
    return new Planner(
        policy,
        around.sourceTags().complete(around.source().capabilities().get()),
        around.destination().capabilities().get());
  }

  private Outcome end(Step.End end) {
    return switch (end) {
      case Step.Keep() -> new Outcome.Kept(keys.source());
      case Step.WaitToDelete() -> deleteLater();
      case Step.Wait(Failure failure) ->
          failed(
              failure,
              knowledge.source() instanceof Sight.Unknown ? Side.SOURCE : Side.DESTINATION);
      case Step.Park(ParkReason reason, String message) -> park(reason, message);
      case Step.Settle(boolean remember) -> {
        remember(remember);
        yield Objects.requireNonNullElseGet(achieved, () -> new Outcome.Equal(keys.source()));
      }
    };
  }

  /// Writes the pair down where listings cannot show that it is equal.
  private void remember(boolean wanted) {
    if (!mode.dryRun()
        && knowledge.source() instanceof Seen from
        && knowledge.destination() instanceof Seen to
        && (wanted || (unrecorded && !planner().showsInListings(from.state(), to.state())))) {
      knowledge.record(pair(from.state(), to.state()));
    }
  }

  private Receipt pair(ObjectState from, ObjectState to) {
    return new Receipt(keys.source(), Equality.sideOf(from), Equality.sideOf(to));
  }

  private Outcome park(ParkReason reason, String message) {
    return park(reason, message, reason.remedy());
  }

  private Outcome park(ParkReason reason, String message, String remedy) {
    return new Outcome.Parked(
        new ParkedKey(
            keys.source(), reason.name(), message, remedy, around.equipment().clock().now()));
  }

  private Outcome failed(Failure failure, Side side) {
    ParkReason reason = Refusals.reason(failure, side);
    if (reason != null) {
      return park(reason, failure.message());
    }
    ObjectKey key = side == Side.SOURCE ? keys.source() : keys.destination();
    if (Refusals.mayBeMisread(failure, key) && othersPass()) {
      return park(ParkReason.KEY_UNREPRESENTABLE, failure.message());
    }
    return unfinished(failure);
  }

  /// Whether both buckets answer to our credentials at this moment.
  private boolean othersPass() {
    try {
      around.source().store().inspector().headBucket();
      around.destination().store().inspector().headBucket();
      return true;
    } catch (StoreException stillWrong) {
      return false;
    }
  }

  private @Nullable Outcome lookOnly(Step.Look look) {
    if (!(look instanceof Step.Fetch)) {
      return look(look);
    }
    if (knowledge.source() instanceof Seen seen) {
      return new Outcome.Planned(keys.source(), Outcome.Planned.Action.COPY, seen.state().size());
    }
    return look(new Step.Observe(Side.SOURCE, true));
  }

  private Outcome planned(Step.Change change) {
    Outcome.Planned.Action action =
        switch (change) {
          case Step.Copy _ -> Outcome.Planned.Action.COPY;
          case Step.UpdateAttributes _, Step.PutTags _ -> Outcome.Planned.Action.UPDATE;
          case Step.Delete _ -> Outcome.Planned.Action.DELETE;
        };
    long bytes =
        change instanceof Step.Copy && knowledge.source() instanceof Seen seen
            ? seen.state().size()
            : 0;
    return new Outcome.Planned(keys.source(), action, bytes);
  }

  private @Nullable Outcome look(Step.Look look) {
    try {
      knowledge.look(look);
      return null;
    } catch (StoreException refused) {
      return switch (look) {
        case Step.Fetch() -> fetchFailed(refused.failure());
        case Step.Observe(Side side, boolean _) -> failed(refused.failure(), side);
        case Step.ReadTags(Side _) -> tagsFailed(refused.failure());
      };
    }
  }

  /// An archived object refuses to be read; HEAD tells whether its copy is equal all the same.
  private @Nullable Outcome fetchFailed(Failure failure) {
    boolean archived = Refusals.reason(failure, Side.SOURCE) == ParkReason.ARCHIVED;
    if (!archived || fetchRefused) {
      return failed(failure, Side.SOURCE);
    }
    fetchRefused = true;
    return look(new Step.Observe(Side.SOURCE, true));
  }

  private Outcome tagsFailed(Failure failure) {
    return failure instanceof Failure.WrongCredentials(String message, int status, var _)
            && status == 403
        ? park(ParkReason.TAGS_FORBIDDEN, message)
        : failed(failure, Side.SOURCE);
  }

  private @Nullable Outcome change(Step.Change change) {
    Failure pending = unanswered;
    if (pending != null) {
      return unfinished(pending);
    }
    if (isInVain(change)) {
      if (change instanceof Step.UpdateAttributes && !updatesRefused) {
        // Some stores answer a copy onto itself with success and keep what was there.
        updatesRefused = true;
        return null;
      }
      return park(
          ParkReason.METADATA_UNREPRESENTABLE,
          "the destination does not give back the metadata or tags it was sent");
    }
    Sight before = knowledge.destination();
    try {
      return switch (changes.apply(change, planner())) {
        case ChangeResult.Written written -> written(change, written, before);
        case ChangeResult.Gone() -> gone(before);
        case ChangeResult.SourceMoved() -> look(new Step.Observe(Side.SOURCE, true));
        case ChangeResult.DestinationMoved() ->
            change instanceof Step.Delete
                ? lookAgain(true)
                : look(new Step.Observe(Side.DESTINATION, false));
        case ChangeResult.Unanswered(Failure failure) -> unanswered(failure, change);
        case ChangeResult.HandedOver() -> new Outcome.HandedOver(keys.source());
        case ChangeResult.HeldBack() -> new Outcome.DeleteHeld(keys.source());
        case ChangeResult.NotOffered() -> {
          updatesRefused = true;
          yield null;
        }
        case ChangeResult.Hopeless(var reason, String message, String remedy) ->
            park(reason, message, remedy);
      };
    } catch (StoreException refused) {
      return changeFailed(refused.failure());
    }
  }

  /// Before the probe answered, a store may refuse a precondition it does not know (decision 9);
  /// later it gets none.
  private Outcome changeFailed(Failure failure) {
    boolean unprobed = around.destination().capabilities().get().tags() == TagSupport.UNKNOWN;
    return unprobed && Refusals.isNotImplemented(failure)
        ? unfinished(failure)
        : failed(failure, Side.DESTINATION);
  }

  /// Whether the same change was done for the same source, is still there, and is wanted again: the
  /// destination keeps something else than it is told.
  private boolean isInVain(Step.Change change) {
    Done last = done;
    return last != null
        && last.isLike(change)
        && knowledge.source() instanceof Seen from
        && from.state().equals(last.source)
        && knowledge.destination() instanceof Seen to
        && to.state().etag().equals(last.stored);
  }

  private @Nullable Outcome written(
      Step.Change change, ChangeResult.Written written, Sight before) {
    Seen from = (Seen) knowledge.source();
    achieved = written.achieved();
    done = new Done(change, from.state(), written.stored().etag());
    boolean proved = mode.alone() && isOneProvedPut(change, from.state());
    if (proved && written.shown()) {
      return achieved;
    }
    Outcome unseen = proved ? look(new Step.Observe(Side.DESTINATION, false)) : lookAgain(false);
    if (unseen != null) {
      return unseen;
    }
    if (knowledge.destination() instanceof Seen to
        && to.state().etag().equals(written.stored().etag())) {
      knowledge.assume(pair(from.state(), to.state()));
      unrecorded = !written.shown();
      return null;
    }
    boolean vanished =
        knowledge.source() instanceof Seen && knowledge.destination() instanceof Absent;
    return vanished || isSame(before, knowledge.destination()) ? notShown() : null;
  }

  /// What goes in parts may be taken and never shown, when another write began later (H22); so only
  /// one PUT's own answer is enough.
  private static boolean isOneProvedPut(Step.Change change, ObjectState from) {
    return change instanceof Step.Copy(Carriage carriage, var _, boolean proved)
        && proved
        && carriage == Carriage.HELD
        && from.etag().parts() == 0;
  }

  private @Nullable Outcome gone(Sight before) {
    achieved = new Outcome.Deleted(keys.source());
    around.equipment().ledger().receipts().forget(keys.source());
    Outcome unseen = lookAgain(true);
    if (unseen != null) {
      return unseen;
    }
    return isSame(before, knowledge.destination()) ? notShown() : null;
  }

  /// The destination says that it was changed and does not show it: it is slow to agree with itself
  /// (H16), or holds the key under another name (H52).
  private Outcome notShown() {
    if (knowledge.destination() instanceof Absent && Refusals.isOddKey(keys.destination())) {
      return park(
          ParkReason.KEY_UNREPRESENTABLE,
          "the destination took the object and does not show it under this key");
    }
    return unfinished(
        new Failure.Transient(
            "the destination took a change of "
                + keys.destination()
                + " and does not show it yet"));
  }

  private static boolean isSame(Sight before, Sight after) {
    return switch (before) {
      case Seen(var state, var _, var _) ->
          after instanceof Seen now && now.state().incarnation().equals(state.incarnation());
      case Sight.Unobserved _, Sight.Listed _, Sight.Unknown _, Absent _ -> false;
    };
  }

  /// One look decides whether it happened; if it did not, the caller tries again later.
  private @Nullable Outcome unanswered(Failure failure, Step.Change change) {
    unanswered = failure;
    Outcome unseen = lookAgain(true);
    if (unseen == null) {
      achieved =
          switch (change) {
            case Step.Copy _ ->
                knowledge.source() instanceof Seen from
                        && knowledge.destination() instanceof Seen to
                    ? new Outcome.Copied(
                        keys.source(), from.state().size(), proof(from.state(), to.state()))
                    : null;
            case Step.UpdateAttributes _, Step.PutTags _ -> new Outcome.Updated(keys.source());
            case Step.Delete _ -> new Outcome.Deleted(keys.source());
          };
    }
    return unseen;
  }

  private static Proof proof(ObjectState from, ObjectState to) {
    return from.etag().equals(to.etag()) ? new Proof.EqualEtags() : new Proof.ReadBack();
  }

  /// Reads both sides again (R3).
  private @Nullable Outcome lookAgain(boolean twice) {
    Outcome unseen = look(new Step.Observe(Side.SOURCE, true));
    return unseen != null ? unseen : look(new Step.Observe(Side.DESTINATION, twice));
  }
}
