package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a template of `deploy/cloudformation` allows its role.
///
/// @param statements those of all policies, in their order
record TemplateRights(List<Statement> statements) {
  private static final Pattern BUCKET = Pattern.compile(":s3:::([^/]+)");

  /// What a statement or an action of one is for, where no program of ours makes the call.
  private static final Set<String> CALLED_BY_OTHERS =
      Set.of(
          // Lambda writes what a function prints, as the function's role.
          "Log",
          // The instance's start script fetches the archive, before any program.
          "InstallItself");

  /// One statement.
  ///
  /// @param resources with the parameters' values
  record Statement(String sid, List<String> actions, List<String> resources) {

    /// Its actions as [RoleCalls] names calls: those of S3 with their bucket, listings where it
    /// stands alone, and all others where objects in it are meant.
    List<String> calls() {
      List<String> calls = new ArrayList<>();
      for (String action : actions) {
        if (!action.startsWith("s3:")) {
          calls.add(action);
          continue;
        }
        for (String resource : resources) {
          Matcher bucket = BUCKET.matcher(resource);
          if (bucket.find()
              && action.equals("s3:ListBucket") == (bucket.end() == resource.length())) {
            calls.add(action + " " + bucket.group(1));
          }
        }
      }
      return calls;
    }
  }

  /// Reads a template.
  ///
  /// @param parameters as in [Template]
  static TemplateRights of(String name, Map<String, String> parameters) throws IOException {
    List<Statement> statements = new ArrayList<>();
    for (Object resource : Template.of(name, parameters).resources()) {
      visit(
          resource,
          map -> {
            Object sid = map.get("Sid");
            Object action = map.get("Action");
            if (sid != null && action != null) {
              statements.add(
                  new Statement(sid.toString(), texts(action), texts(map.get("Resource"))));
            }
          });
    }
    return new TemplateRights(List.copyOf(statements));
  }

  /// What its programs may call.
  ///
  /// @param besides names of statements and calls that have nothing to do with them here
  NavigableSet<String> calls(String... besides) {
    Set<String> others = Set.of(besides);
    NavigableSet<String> calls = new TreeSet<>();
    for (Statement statement : statements) {
      if (!CALLED_BY_OTHERS.contains(statement.sid()) && !others.contains(statement.sid())) {
        calls.addAll(statement.calls());
      }
    }
    calls.removeAll(others);
    return calls;
  }

  /// Holds what was called against it: nothing is missing, and nothing is unused, but for calls of
  /// S3, each kind of which [ProcedureRightsTest] makes.
  ///
  /// @param besides as for `calls`
  void assertFit(NavigableSet<String> called, String... besides) {
    NavigableSet<String> allowed = calls(besides);
    assertThat(allowed).containsAll(called);
    assertThat(called).containsAll(allowed.stream().filter(it -> !it.startsWith("s3:")).toList());
  }

  private static void visit(Object value, Consumer<Map<?, ?>> visitor) {
    switch (value) {
      case Map<?, ?> map -> {
        visitor.accept(map);
        map.values().forEach(inner -> visit(inner, visitor));
      }
      case Collection<?> list -> list.forEach(item -> visit(item, visitor));
      default -> {
        // A text has nothing in it.
      }
    }
  }

  private static List<String> texts(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case Collection<?> list -> list.stream().map(Object::toString).toList();
      default -> List.of(value.toString().split(",", -1));
    };
  }
}
