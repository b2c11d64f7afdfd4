package dev.longhaul.demo;

import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// What a template of `deploy/cloudformation` allows its roles.
///
/// @param statements those of all policies, in their order
record TemplateRights(List<Statement> statements) {

  /// One statement.
  ///
  /// @param resources as the template writes it
  record Statement(String sid, List<String> actions, List<String> resources) {

    /// Its actions as [RoleCalls] names calls: those of S3 with their bucket.
    ///
    /// @param buckets names by the parameter that names them in the template
    List<String> calls(Map<String, String> buckets) {
      List<String> calls = new ArrayList<>();
      for (String action : actions) {
        if (!action.startsWith("s3:")) {
          calls.add(action);
          continue;
        }
        for (String resource : resources) {
          buckets.forEach((parameter, bucket) -> {
            if (resource.contains(":s3:::${" + parameter + "}")) {
              calls.add(action + " " + bucket);
            }
          });
        }
      }
      return calls;
    }
  }

  /// Reads a template.
  static TemplateRights of(String name) throws IOException {
    Path file = SourceTree.find().root().resolve("deploy/cloudformation").resolve(name);
    Node root =
        new Compose(LoadSettings.builder().build())
            .composeString(Files.readString(file))
            .orElseThrow();
    List<Statement> statements = new ArrayList<>();
    visit(
        root,
        mapping -> {
          Node sid = field(mapping, "Sid");
          Node action = field(mapping, "Action");
          if (sid != null && action != null) {
            statements.add(
                new Statement(text(sid), scalars(action), scalars(field(mapping, "Resource"))));
          }
        });
    return new TemplateRights(List.copyOf(statements));
  }

  private static void visit(Node node, Consumer<MappingNode> visitor) {
    switch (node) {
      case MappingNode mapping -> {
        visitor.accept(mapping);
        mapping.getValue().forEach(pair -> visit(pair.getValueNode(), visitor));
      }
      case SequenceNode list -> list.getValue().forEach(item -> visit(item, visitor));
      default -> {
        // A scalar has nothing in it.
      }
    }
  }

  private static @Nullable Node field(MappingNode mapping, String name) {
    return mapping.getValue().stream()
        .filter(pair -> pair.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name))
        .map(NodeTuple::getValueNode)
        .findFirst()
        .orElse(null);
  }

  private static List<String> scalars(@Nullable Node node) {
    return switch (node) {
      case ScalarNode scalar -> List.of(scalar.getValue());
      case SequenceNode list -> list.getValue().stream().map(TemplateRights::text).toList();
      case null, default -> List.of();
    };
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : node.toString();
  }
}
