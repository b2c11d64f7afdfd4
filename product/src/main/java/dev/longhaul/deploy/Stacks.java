package dev.longhaul.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stacks as deploying uses them. Each call is one question and waits for nothing that the service
/// does afterwards; throws [StacksUnavailable] when there is no answer, or a refusal.
public interface Stacks {
  /// A parameter that a template declares.
  ///
  /// @param usual its value where none is given; `null` where one must be
  record Declared(String name, @Nullable String usual, String description) {}

  /// What a template declares.
  ///
  /// @param capabilities what whoever deploys it must say that they know, such as `CAPABILITY_IAM`
  record Template(List<Declared> parameters, List<String> capabilities) {}

  /// A stack that is there.
  ///
  /// @param parameters the names of those that it was made with
  record Standing(String status, Set<String> parameters) {}

  /// A change set to be made.
  ///
  /// @param fresh whether the stack is to be made
  /// @param given values of parameters
  /// @param kept parameters that stay as they are
  record Order(
      String stack,
      boolean fresh,
      String body,
      Map<String, String> given,
      Set<String> kept,
      List<String> capabilities) {}

  /// One resource that would change.
  ///
  /// @param action `Add`, `Modify` or `Remove`
  /// @param replacement `True`, `False`, `Conditional`, or empty
  record Change(String action, String type, String resource, String replacement) {}

  /// What became of a change set so far.
  record Proposed(State state, String reason, List<Change> changes) {
    /// Whether it says yet what it would change.
    public enum State {
      COMING,
      READY,
      FAILED
    }
  }

  /// Something that happened to a resource of a stack.
  record Event(String id, String resource, String type, String status, String reason) {}

  /// What this template declares.
  Template read(String body);

  /// The stack of this name, if there is one.
  Optional<Standing> find(String stack);

  /// Asks for a change set.
  ///
  /// @return its id
  String propose(Order order);

  /// What is known of a change set.
  Proposed look(String changeSet);

  /// Removes a change set.
  void discard(String changeSet);

  /// Removes a stack.
  void remove(String stack);

  /// Begins to carry a change set out.
  void carryOut(String changeSet);

  /// What happened to the stack lately, the newest first.
  List<Event> events(String stack);
}
