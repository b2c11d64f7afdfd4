package dev.longhaul.simulation.whole;

import dev.longhaul.ledger.PendingHint;
import dev.longhaul.ledger.Receipt;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.simulation.whole.Timeline.State;
import dev.longhaul.store.Operation;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Judges every step of the engine at the moment at which it happens, by what both sides ever were.
final class Judge {
  private final World world;
  private final boolean tagsToo;
  private final Map<ObjectKey, Timeline> source = new HashMap<>();
  private final Map<ObjectKey, Timeline> destination = new HashMap<>();
  private long moment;
  private long changes;

  /// Tags are judged at each step where the source tells with each answer how many there are:
  /// elsewhere none are taken for none, and the event of what came after mends it. So they are not
  /// where another process may change the destination between two questions about one object.
  Judge(World world) {
    Scenario scenario = world.scenario;
    boolean others =
        scenario.processes() > 1 && scenario.destination().contains(Quirk.NO_TAG_COUNT);
    this.world = world;
    this.tagsToo = !scenario.source().contains(Quirk.NO_TAG_COUNT) && !others;
  }

  /// A number that grows with every change of either side.
  long moment() {
    return moment;
  }

  /// How often the engine changed the destination.
  long changes() {
    return changes;
  }

  private Timeline source(ObjectKey key) {
    return source.computeIfAbsent(key, _ -> new Timeline());
  }

  /// By the source's key.
  private Timeline destination(ObjectKey key) {
    return destination.computeIfAbsent(key, _ -> new Timeline());
  }

  /// The source's owner changed a key.
  void changed(ObjectKey key) {
    State now = State.of(world.source.store(), key);
    source(key).add(++moment, now);
    world.source.remember();
    world.trace("owner", key + " is now " + now);
  }

  /// The destination had this before anybody began; whoever gave it is answerable for it.
  void given(ObjectKey key) {
    State now = State.of(world.destination.store(), world.toDestination(key));
    destination(key).add(++moment, now);
    world.trace("owner", key + " was at the destination " + now);
  }

  /// A process sent a request, which reaches its store now.
  void sent(Life life, Site site, MemoryCall call) {
    if (site.isSource() && call.changes()) {
      world.violated(life + " writes to the source: " + call);
    }
    ObjectKey key = call.key();
    if (call.operation() == Operation.DELETE && key != null) {
      checkDelete(life, world.toSource(key));
    }
  }

  /// A delete rests on two answers of the attempt that sends it, and they were true.
  private void checkDelete(Life life, ObjectKey key) {
    Attempt attempt = life.attempt(key);
    if (attempt == null || !attempt.absentByHead || !attempt.absentByListing) {
      world.violated(life + " deletes " + key + " without two proofs of its absence");
    } else if (source(key).since(attempt.began).stream().noneMatch(State::isAbsent)) {
      world.violated(life + " deletes " + key + ", which the source had all the time");
    }
  }

  /// A store did what it was asked.
  void done(Site site, MemoryCall call, Object answer) {
    ObjectKey key = call.key();
    boolean aborted = call.operation() == Operation.ABORT_UPLOAD;
    if (site.isSource() || key == null || !(aborted || answer instanceof WriteAnswer.Written)) {
      return;
    }
    ObjectKey mine = world.toSource(key);
    State now = State.of(site.store(), key);
    destination(mine).add(++moment, now);
    switch (call.operation()) {
      // There are stores where an abort takes the object along.
      case ABORT_UPLOAD -> {}
      // Tags know no precondition, so they may meet another object; looking again mends it.
      case DELETE, PUT_TAGS -> changes++;
      default -> {
        changes++;
        checkWritten(mine, now);
      }
    }
  }

  private void checkWritten(ObjectKey key, State now) {
    if (!now.isAbsent() && !wasEver(source(key), now) && !wasEver(destination(key), now, 1)) {
      world.violated("the source never was what the destination became: " + key + " " + now);
    }
  }

  private boolean wasEver(Timeline timeline, State state) {
    return wasEver(timeline, state, 0);
  }

  /// @param latest states that do not count
  private boolean wasEver(Timeline timeline, State state, int latest) {
    List<State> all = timeline.all();
    return all.subList(0, all.size() - latest).stream()
        .anyMatch(other -> other.isLike(state, tagsToo));
  }

  /// A hint is taken off the ledger: in the attempt that did it the destination must have been what
  /// the source was.
  void settled(Life life, PendingHint hint) {
    Attempt attempt = life.attempt(hint.key());
    Outcome outcome = attempt == null ? null : attempt.outcome;
    if (attempt == null || outcome == null) {
      world.violated(life + " settles " + hint.key() + ", which nobody worked on");
      return;
    }
    boolean fine =
        switch (outcome) {
          case Outcome.Equal _, Outcome.Copied _, Outcome.Updated _, Outcome.Deleted _ ->
              met(hint.key(), attempt.began);
          case Outcome.Parked _ -> true;
          case Outcome.Unfinished _ -> attempt.givenUp;
          case Outcome.Kept _,
              Outcome.DeleteWaits _,
              Outcome.DeleteHeld _,
              Outcome.HandedOver _,
              Outcome.Planned _ ->
              false;
        };
    if (!fine) {
      world.violated(
          "%s settles %s, which was not proved: %s; source %s, destination %s"
              .formatted(
                  life,
                  hint.key(),
                  outcome,
                  source(hint.key()).since(attempt.began),
                  destination(hint.key()).since(attempt.began)));
    }
  }

  private boolean met(ObjectKey key, long since) {
    List<State> from = source(key).since(since);
    return destination(key).since(since).stream()
        .anyMatch(state -> from.stream().anyMatch(other -> other.isLike(state, tagsToo)));
  }

  /// A receipt names two objects that had equal bytes.
  void recorded(Life life, Receipt receipt) {
    ObjectKey key = receipt.key();
    boolean truthful =
        source(key).all().stream()
            .filter(state -> state.etag().equals(receipt.source().etag()))
            .anyMatch(from ->
                destination(key).all().stream()
                    .filter(to -> to.etag().equals(receipt.destination().etag()))
                    .anyMatch(to -> to.bytes().equals(from.bytes())));
    if (!truthful) {
      world.violated(life + " records a receipt of different bytes: " + receipt);
    }
  }

  /// In what a key differs; `null` for nothing.
  @Nullable String difference(ObjectKey key) {
    State from = State.of(world.source.store(), key);
    State to = State.of(world.destination.store(), world.toDestination(key));
    return from.isLike(to, true)
        ? null
        : "%s differs:%n  source      %s%n  destination %s".formatted(key, from, to);
  }
}
