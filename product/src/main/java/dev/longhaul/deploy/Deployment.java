package dev.longhaul.deploy;

import dev.longhaul.deploy.Stacks.Change;
import dev.longhaul.deploy.Stacks.Declared;
import dev.longhaul.deploy.Stacks.Event;
import dev.longhaul.deploy.Stacks.Order;
import dev.longhaul.deploy.Stacks.Proposed;
import dev.longhaul.deploy.Stacks.Standing;
import dev.longhaul.deploy.Stacks.Template;
import dev.longhaul.effect.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Deploys pieces: looks what each needs, has the service say what would change, and removes that
/// proposal again or has it carried out and waits for the end.
public final class Deployment {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

  /// A change set says what it would change within minutes.
  private static final int LOOKS_AT_PROPOSAL = 200;

  /// An hour: a group of instances is replaced one by one.
  private static final int LOOKS_AT_WORK = 1200;

  /// Statuses of a stack that was asked for and never made.
  private static final String EMPTY = "REVIEW_IN_PROGRESS";

  private final Stacks stacks;
  private final Clock clock;

  public Deployment(Stacks stacks, Clock clock) {
    this.stacks = stacks;
    this.clock = clock;
  }

  /// A template and the stack that it makes.
  ///
  /// @param name of the template, for people
  public record Piece(String name, String stack, String body) {}

  /// A piece as it stands.
  ///
  /// @param standing `null` where there is no stack yet
  public record Draft(Piece piece, Template template, @Nullable Standing standing) {
    /// Whether the stack is to be made.
    public boolean fresh() {
      return standing == null || standing.status().equals(EMPTY);
    }

    /// Parameters that nothing has a value for.
    public List<Declared> missing(Map<String, String> given) {
      return template.parameters().stream()
          .filter(parameter ->
              parameter.usual() == null
                  && !given.containsKey(parameter.name())
                  && !keeps(parameter.name()))
          .toList();
    }

    boolean keeps(String parameter) {
      return standing != null && !fresh() && standing.parameters().contains(parameter);
    }
  }

  /// What would change.
  ///
  /// @param changeSet `null` when nothing would
  /// @param stray whether an empty stack was made for it that was not there before
  public record Proposal(
      Draft draft, @Nullable String changeSet, boolean stray, List<Change> changes) {}

  /// What a piece needs and what is there.
  ///
  /// @throws StacksUnavailable also when the stack is in a state that nothing can be changed in
  public Draft draft(Piece piece) {
    Template template = stacks.read(piece.body());
    Standing standing = stacks.find(piece.stack()).orElse(null);
    String status = standing == null ? "" : standing.status();
    if (status.equals("ROLLBACK_COMPLETE") || status.equals("ROLLBACK_FAILED")) {
      throw new StacksUnavailable(
          "stack "
              + piece.stack()
              + " is left of an attempt that failed ("
              + status
              + "): look at its events, delete it, and deploy again",
          null);
    }
    if (status.endsWith("_IN_PROGRESS") && !status.equals(EMPTY)) {
      throw new StacksUnavailable(
          "stack " + piece.stack() + " is being changed (" + status + "); wait for its end", null);
    }
    return new Draft(piece, template, standing);
  }

  /// Has the service say what would change. Until it is discarded or carried out the change set
  /// stays there.
  public Proposal propose(Draft draft, Map<String, String> given) {
    Map<String, String> own = new LinkedHashMap<>();
    Set<String> kept = new LinkedHashSet<>();
    for (Declared parameter : draft.template().parameters()) {
      String value = given.get(parameter.name());
      if (value != null) {
        own.put(parameter.name(), value);
      } else if (draft.keeps(parameter.name())) {
        kept.add(parameter.name());
      }
    }
    Piece piece = draft.piece();
    String changeSet =
        stacks.propose(
            new Order(
                piece.stack(),
                draft.fresh(),
                piece.body(),
                own,
                kept,
                draft.template().capabilities()));
    Proposal asked = new Proposal(draft, changeSet, draft.standing() == null, List.of());
    Proposed proposed = await(asked, changeSet);
    if (proposed.state() == Proposed.State.READY) {
      return new Proposal(draft, changeSet, asked.stray(), proposed.changes());
    }
    discard(asked);
    if (isEmpty(proposed.reason())) {
      return new Proposal(draft, null, false, List.of());
    }
    throw new StacksUnavailable(
        "stack " + piece.stack() + " cannot be changed so: " + proposed.reason(), null);
  }

  private Proposed await(Proposal asked, String changeSet) {
    for (int look = 0; look < LOOKS_AT_PROPOSAL; look++) {
      Proposed proposed = stacks.look(changeSet);
      if (proposed.state() != Proposed.State.COMING) {
        return proposed;
      }
      clock.sleep(BETWEEN_LOOKS);
    }
    discard(asked);
    throw new StacksUnavailable(
        "the service did not say within "
            + BETWEEN_LOOKS.multipliedBy(LOOKS_AT_PROPOSAL).toMinutes()
            + " minutes what would change in stack "
            + asked.draft().piece().stack(),
        null);
  }

  /// The service calls a change set failed that would change nothing.
  private static boolean isEmpty(String reason) {
    return reason.contains("didn't contain changes") || reason.contains("No updates are to be");
  }

  /// Leaves everything as it was before the proposal.
  public void discard(Proposal proposal) {
    String changeSet = proposal.changeSet();
    if (changeSet == null) {
      return;
    }
    stacks.discard(changeSet);
    if (proposal.stray()) {
      stacks.remove(proposal.draft().piece().stack());
    }
  }

  /// Carries a proposal out and waits for its end.
  ///
  /// @param progress is told what happens to each resource, in order
  /// @return the first thing that failed; empty when nothing did
  public Optional<Event> carryOut(Proposal proposal, Consumer<Event> progress) {
    String changeSet = proposal.changeSet();
    if (changeSet == null) {
      return Optional.empty();
    }
    String stack = proposal.draft().piece().stack();
    Set<String> seen = new LinkedHashSet<>();
    stacks.events(stack).forEach(event -> seen.add(event.id()));
    stacks.carryOut(changeSet);
    Event failed = null;
    for (int look = 0; look < LOOKS_AT_WORK; look++) {
      String status = stacks.find(stack).map(Standing::status).orElse("DELETE_COMPLETE");
      for (Event event : fresh(stack, seen)) {
        progress.accept(event);
        failed = failed == null && isCause(event) ? event : failed;
      }
      if (!status.endsWith("_IN_PROGRESS")) {
        return isGood(status)
            ? Optional.empty()
            : Optional.of(failed == null ? new Event("", stack, "", status, "") : failed);
      }
      clock.sleep(BETWEEN_LOOKS);
    }
    throw new StacksUnavailable(
        "stack "
            + stack
            + " is still being changed after "
            + BETWEEN_LOOKS.multipliedBy(LOOKS_AT_WORK).toMinutes()
            + " minutes; it goes on without us, look at its events",
        null);
  }

  private static boolean isGood(String status) {
    return status.equals("CREATE_COMPLETE") || status.equals("UPDATE_COMPLETE");
  }

  /// A failure that is no consequence of another one.
  private static boolean isCause(Event event) {
    return event.status().endsWith("_FAILED") && !event.reason().contains("cancelled");
  }

  private List<Event> fresh(String stack, Set<String> seen) {
    List<Event> fresh = new ArrayList<>();
    for (Event event : stacks.events(stack).reversed()) {
      if (seen.add(event.id())) {
        fresh.add(event);
      }
    }
    return fresh;
  }
}
