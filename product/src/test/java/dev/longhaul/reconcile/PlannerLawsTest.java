package dev.longhaul.reconcile;

import static dev.longhaul.reconcile.States.MD5_A;
import static dev.longhaul.reconcile.States.MD5_B;
import static dev.longhaul.reconcile.States.NOON;
import static dev.longhaul.reconcile.States.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Choices;
import dev.longhaul.Hazard;
import dev.longhaul.ledger.Receipt;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts.Archive;
import dev.longhaul.object.StorageFacts.Encryption;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Sight.Absent;
import dev.longhaul.reconcile.Sight.Listed;
import dev.longhaul.reconcile.Sight.Seen;
import dev.longhaul.reconcile.Sight.Unknown;
import dev.longhaul.reconcile.Sight.Unobserved;
import dev.longhaul.reconcile.Step.Carriage;
import dev.longhaul.route.Policy;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Precondition;
import dev.longhaul.transfer.Transfer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Laws that hold in every situation of a small domain, tried completely.
class PlannerLawsTest {
  private static final long LARGE = Transfer.HELD_BYTES + 1L;
  private static final Failure FAILURE = new Failure.Throttled("503", 0);

  private record Case(Planner planner, Situation now, Step step) {
    Sight source() {
      return now.source();
    }

    Sight destination() {
      return now.destination();
    }
  }

  private static Case draw(Choices choose) {
    Planner planner =
        new Planner(
            States.policy(
                choose.of(List.of(Policy.Deletes.values())),
                choose.of(List.of(Policy.TagRule.values()))),
            choose.of(SOURCES),
            choose.of(DESTINATIONS));
    Sight source = sight(choose, true);
    Sight destination = sight(choose, false);
    boolean early = source instanceof Absent && choose.either();
    Situation now =
        new Situation(source, destination, receipt(choose, source, destination), false, early);
    return new Case(planner, now, planner.plan(now));
  }

  private static final List<Capabilities> SOURCES =
      List.of(
          States.proved(),
          States.poor(),
          Capabilities.UNPROVED,
          States.tags(States.proved(), TagSupport.FORBIDDEN));

  private static final List<Capabilities> DESTINATIONS =
      List.of(
          States.proved(),
          States.poor(),
          Capabilities.UNPROVED,
          States.tags(States.proved(), TagSupport.NONE),
          States.capabilities(
              new Capabilities.Preconditions(true, false, false, true, false),
              new Capabilities.Etags(true, false),
              TagSupport.FORBIDDEN));

  private static Sight sight(Choices choose, boolean source) {
    return switch (choose.of(List.of(0, 1, 2, 3, 4))) {
      case 0 -> new Unobserved();
      case 1 -> new Listed(States.listed(state(choose)));
      case 2 -> new Unknown(FAILURE);
      case 3 -> new Absent(choose.either());
      default -> seen(choose, source);
    };
  }

  private static ObjectState state(Choices choose) {
    ObjectState sized = States.size(plain(), choose.of(List.of(10L, LARGE)));
    return States.etag(sized, choose.of(List.of(MD5_A, MD5_B, MD5_A + "-2")));
  }

  private static Seen seen(Choices choose, boolean source) {
    ObjectState state = States.tagCount(state(choose), choose.of(ZERO_ONE).orNull());
    List<Integer> kinds = state.size() < LARGE ? List.of(0, 1, 2, 3) : List.of(0);
    ObjectState storing =
        switch (choose.of(kinds)) {
          case 0 -> state;
          case 1 -> States.kms(state);
          case 2 -> States.storage(state, "GLACIER", Archive.ARCHIVED, Encryption.STORE_MANAGED);
          default -> States.user(state, Map.of("name", "value"));
        };
    boolean counted = storing.tagCount() == null;
    Tags tags = choose.either() ? (counted ? Tags.NONE : States.TAGGED) : null;
    boolean held = source && storing.size() < LARGE && choose.either();
    return new Seen(storing, tags, held ? BodyDigest.NONE : null);
  }

  private record Count(@Nullable Integer orNull) {}

  private static final List<Count> ZERO_ONE = List.of(new Count(null), new Count(1));

  private static @Nullable Receipt receipt(Choices choose, Sight source, Sight destination) {
    if (!(source instanceof Seen from) || !(destination instanceof Seen to) || !choose.either()) {
      return null;
    }
    return new Receipt(States.KEY, Equality.sideOf(from.state()), Equality.sideOf(to.state()));
  }

  @Test
  @Hazard({15, 20, 35, 48, 61})
  void hold() {
    long tried =
        Choices.all(choose -> {
          Case one = draw(choose);
          check(one.planner.plan(one.now).equals(one.step), one);
          deletesOnlyProvedAbsence(one);
          unknownChangesNothing(one);
          changesCarryWhatProtectsThem(one);
          sendsOnlyWhatCanBeReadWhole(one);
          asksOnlyForWhatIsNotKnown(one);
          settlesOnlyWhatIsEqual(one);
        });
    assertThat(tried).isGreaterThan(100_000);
  }

  private static void check(boolean law, Case one) {
    if (!law) {
      throw new AssertionError(one.toString());
    }
  }

  private static void deletesOnlyProvedAbsence(Case one) {
    if (one.step instanceof Step.Delete) {
      check(one.planner.policy().deletes() == Policy.Deletes.MIRROR, one);
      check(one.source().equals(new Absent(true)), one);
      check(one.destination() instanceof Seen, one);
      check(!one.now.early(), one);
    }
    check(one.now.early() || !(one.step instanceof Step.WaitToDelete), one);
  }

  private static void unknownChangesNothing(Case one) {
    if (one.source() instanceof Unknown || one.destination() instanceof Unknown) {
      check(one.step.equals(new Step.Wait(FAILURE)), one);
    } else {
      check(!(one.step instanceof Step.Wait), one);
    }
  }

  private static void changesCarryWhatProtectsThem(Case one) {
    Capabilities.Preconditions honoured = one.planner.destination().preconditions();
    switch (one.step) {
      case Step.Copy(Carriage carriage, Precondition precondition, boolean proved) -> {
        boolean there = !(one.destination() instanceof Absent) && !isUnobserved(one.destination());
        boolean put = there ? honoured.putIfMatch() : honoured.putIfAbsent();
        boolean complete = there ? honoured.completeIfMatch() : honoured.completeIfAbsent();
        boolean parts =
            carriage == Carriage.WHOLE || ((Seen) one.source()).state().etag().parts() > 0;
        check(proved == (put && (!parts || complete)), one);
        check(!proved || expected(one.destination()).equals(precondition), one);
        check(!isUnobserved(one.destination()) || proved, one);
      }
      case Step.Delete(Precondition precondition) ->
          check(!honoured.deleteIfMatch() || expected(one.destination()).equals(precondition), one);
      case Step.UpdateAttributes(var _, var etag) ->
          check(expected(one.destination()).equals(new Precondition.IfMatch(etag)), one);
      case Step.PutTags(Tags tags, var etag) -> {
        check(one.planner.policy().tags() == Policy.TagRule.COPY, one);
        check(tags.isEmpty() || one.planner.destination().tags() != TagSupport.NONE, one);
        check(expected(one.destination()).equals(new Precondition.IfMatch(etag)), one);
      }
      case Step.Look _, Step.End _ -> {}
    }
  }

  private static boolean isUnobserved(Sight sight) {
    return sight instanceof Unobserved;
  }

  private static Precondition expected(Sight destination) {
    return switch (destination) {
      case Seen(ObjectState state, var _, var _) -> new Precondition.IfMatch(state.etag());
      case Listed(var entry) -> new Precondition.IfMatch(entry.etag());
      case Unobserved _, Absent _, Unknown _ -> new Precondition.IfAbsent();
    };
  }

  private static void sendsOnlyWhatCanBeReadWhole(Case one) {
    if (one.step instanceof Step.Copy(Carriage carriage, var _, var _)) {
      check(one.source() instanceof Seen, one);
      Seen from = (Seen) one.source();
      check(from.state().storage().archive() == Archive.READABLE, one);
      check(carriage == Carriage.WHOLE || from.isHeld(), one);
      boolean copiesTags = one.planner.policy().tags() == Policy.TagRule.COPY;
      check(!copiesTags || Equality.knownTags(from, one.planner.source()) != null, one);
    }
  }

  private static void asksOnlyForWhatIsNotKnown(Case one) {
    switch (one.step) {
      case Step.Fetch() -> check(!(one.source() instanceof Seen seen && seen.isHeld()), one);
      case Step.Observe(Side side, boolean twice) -> {
        Sight sight = side == Side.SOURCE ? one.source() : one.destination();
        check(!(sight instanceof Seen) && !sight.equals(new Absent(true)), one);
        check(twice || side == Side.DESTINATION, one);
        check(!(sight instanceof Absent) || twice, one);
      }
      case Step.ReadTags(Side side) -> {
        check(one.planner.policy().tags() == Policy.TagRule.COPY, one);
        Sight sight = side == Side.SOURCE ? one.source() : one.destination();
        Capabilities store = side == Side.SOURCE ? one.planner.source() : one.planner.destination();
        check(sight instanceof Seen seen && seen.tags() == null, one);
        check(store.tags() != TagSupport.FORBIDDEN, one);
      }
      case Step.Change _, Step.End _ -> {}
    }
  }

  private static void settlesOnlyWhatIsEqual(Case one) {
    if (!(one.step instanceof Step.Settle)) {
      return;
    }
    Absent absent = new Absent(true);
    if (one.source().equals(absent) && one.destination().equals(absent)) {
      return;
    }
    check(one.source() instanceof Seen && one.destination() instanceof Seen, one);
    ObjectState from = ((Seen) one.source()).state();
    ObjectState to = ((Seen) one.destination()).state();
    check(from.size() == to.size() && from.metadata().equals(to.metadata()), one);
    boolean plainEtags =
        from.etag().equals(to.etag())
            && from.storage().encryption() == Encryption.STORE_MANAGED
            && to.storage().encryption() == Encryption.STORE_MANAGED;
    check(plainEtags || one.now.receipt() != null, one);
    boolean copiesTags = one.planner.policy().tags() == Policy.TagRule.COPY;
    Tags wanted = Equality.knownTags((Seen) one.source(), one.planner.source());
    Tags found = Equality.knownTags((Seen) one.destination(), one.planner.destination());
    check(!copiesTags || (wanted != null && wanted.equals(found)), one);
  }

  /// From any belief, right or wrong, the steps lead to an end when every look tells the truth and
  /// every change happens.
  @Test
  void leadToAnEndInAFewSteps() {
    long tried =
        Choices.all(choose -> {
          Case begin = draw(choose);
          if (isHint(begin.source()) && isHint(begin.destination())) {
            new World(choose).run(begin);
          }
        });
    assertThat(tried).isGreaterThan(100_000);
  }

  private static boolean isHint(Sight sight) {
    return sight instanceof Unobserved || sight instanceof Listed || sight instanceof Unknown;
  }

  /// Both sides as they are, and how steps change them.
  private static final class World {
    private static final int STEPS_MAX = 12;
    private final @Nullable ObjectState source;
    private @Nullable ObjectState destination;

    World(Choices choose) {
      ObjectState other = States.at(States.etag(plain(), MD5_B), NOON.plusSeconds(5));
      List<Count> tags = ZERO_ONE;
      source = choose.either() ? States.tagCount(plain(), choose.of(tags).orNull()) : null;
      destination =
          switch (choose.of(List.of(0, 1, 2, 3))) {
            case 0 -> null;
            case 1 -> other;
            case 2 -> States.user(States.at(plain(), NOON.plusSeconds(5)), Map.of("a", "b"));
            default -> States.tagCount(States.at(plain(), NOON.plusSeconds(5)), 1);
          };
    }

    void run(Case begin) {
      Situation now = begin.now;
      for (int count = 0; count < STEPS_MAX; count++) {
        Step step = begin.planner.plan(now);
        switch (step) {
          case Step.End end -> {
            check(isRightEnd(end, begin), begin);
            return;
          }
          case Step.Look look -> now = answer(look, now);
          case Step.Change change -> now = apply(change, now, begin.planner);
        }
      }
      throw new AssertionError("no end after " + STEPS_MAX + " steps: " + begin + " " + now);
    }

    private boolean isRightEnd(Step.End end, Case begin) {
      return switch (end) {
        case Step.Settle _ ->
            source == null
                ? destination == null
                : destination != null && source.etag().equals(destination.etag());
        case Step.Keep() ->
            begin.planner.policy().deletes() == Policy.Deletes.KEEP
                && !(begin.source() instanceof Listed && source != null);
        case Step.WaitToDelete() -> false;
        case Step.Wait _ ->
            begin.source() instanceof Unknown || begin.destination() instanceof Unknown;
        case Step.Park(ParkReason reason, String _) ->
            reason == ParkReason.TAGS_FORBIDDEN || reason == ParkReason.METADATA_UNREPRESENTABLE;
      };
    }

    private Situation answer(Step.Look look, Situation now) {
      return switch (look) {
        case Step.Fetch() ->
            new Situation(
                source == null ? new Absent(false) : new Seen(source, null, BodyDigest.NONE),
                now.destination(),
                now.receipt(),
                false);
        case Step.Observe(Side side, boolean twice) ->
            side == Side.SOURCE
                ? new Situation(see(source, twice), now.destination(), now.receipt(), false)
                : new Situation(now.source(), see(destination, twice), now.receipt(), false);
        case Step.ReadTags(Side side) ->
            side == Side.SOURCE
                ? new Situation(tagged(now.source()), now.destination(), now.receipt(), false)
                : new Situation(now.source(), tagged(now.destination()), now.receipt(), false);
      };
    }

    private static Sight see(@Nullable ObjectState state, boolean twice) {
      return state == null ? new Absent(twice) : Seen.of(state);
    }

    private static Sight tagged(Sight sight) {
      Seen seen = (Seen) sight;
      return seen.withTags(seen.state().tagCount() == null ? Tags.NONE : States.TAGGED);
    }

    /// Carries a change out if its precondition holds, and looks at both sides again.
    private Situation apply(Step.Change change, Situation now, Planner planner) {
      Receipt receipt = now.receipt();
      switch (change) {
        case Step.Copy(var _, Precondition precondition, var _) -> {
          if (!holds(precondition)) {
            return new Situation(now.source(), see(destination, false), now.receipt(), false);
          }
          boolean copies = planner.policy().tags() == Policy.TagRule.COPY;
          ObjectState copied = States.at(((Seen) now.source()).state(), NOON.plusSeconds(9));
          destination = copies ? copied : States.tagCount(copied, null);
          receipt =
              new Receipt(
                  States.KEY,
                  Equality.sideOf(((Seen) now.source()).state()),
                  Equality.sideOf(destination));
        }
        case Step.UpdateAttributes _ -> destination = States.at(source(), NOON.plusSeconds(9));
        case Step.PutTags(Tags tags, var _) ->
            destination =
                States.tagCount(destination(), tags.isEmpty() ? null : tags.values().size());
        case Step.Delete _ -> destination = null;
      }
      return new Situation(see(source, true), see(destination, true), receipt, false);
    }

    private ObjectState source() {
      return Objects.requireNonNull(source);
    }

    private ObjectState destination() {
      return Objects.requireNonNull(destination);
    }

    private boolean holds(Precondition precondition) {
      return switch (precondition) {
        case Precondition.None() -> true;
        case Precondition.IfAbsent() -> destination == null;
        case Precondition.IfMatch(var etag) ->
            destination != null && destination.etag().equals(etag);
      };
    }
  }
}
