package dev.longhaul.demo;

import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A template of `deploy/cloudformation` with values for its parameters: conditions hold or do not,
/// and what is not there is left out. Of CloudFormation's functions it knows those by which a
/// policy depends on parameters; others stay as their arguments.
final class Template {
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, Node> conditions = new LinkedHashMap<>();
  private final Node root;

  private Template(Node root) {
    this.root = root;
  }

  /// Reads a template.
  ///
  /// @param given values of parameters; the others have their defaults, or their names as values
  static Template of(String name, Map<String, String> given) throws IOException {
    Path file = SourceTree.find().root().resolve("deploy/cloudformation").resolve(name);
    Node root =
        new Compose(LoadSettings.builder().build())
            .composeString(Files.readString(file))
            .orElseThrow();
    Template template = new Template(root);
    template.each(
        "Parameters",
        (parameter, facts) -> {
          Node usual = field(facts, "Default");
          template.parameters.put(parameter, usual == null ? parameter : text(usual));
        });
    given.forEach((parameter, value) -> {
      if (template.parameters.put(parameter, value) == null) {
        throw new IllegalArgumentException(name + " has no parameter " + parameter);
      }
    });
    template.each("Conditions", template.conditions::put);
    return template;
  }

  /// Its resources as maps, lists and texts, without those whose condition does not hold.
  List<Object> resources() {
    List<Object> resources = new ArrayList<>();
    each(
        "Resources",
        (_, resource) -> {
          Node condition = field(resource, "Condition");
          Object value = condition == null || holds(text(condition)) ? value(resource) : null;
          if (value != null) {
            resources.add(value);
          }
        });
    return resources;
  }

  private void each(String section, BiConsumer<String, Node> visitor) {
    if (field(root, section) instanceof MappingNode mapping) {
      mapping
          .getValue()
          .forEach(pair -> visitor.accept(text(pair.getKeyNode()), pair.getValueNode()));
    }
  }

  private boolean holds(String condition) {
    Node node = conditions.get(condition);
    if (node == null) {
      throw new IllegalArgumentException("there is no condition " + condition);
    }
    return isTrue(node);
  }

  private boolean isTrue(Node node) {
    return switch (node.getTag().getValue()) {
      case "!Condition" -> holds(text(node));
      case "!Not" -> !isTrue(items(node).getFirst());
      case "!And" -> items(node).stream().allMatch(this::isTrue);
      case "!Or" -> items(node).stream().anyMatch(this::isTrue);
      case "!Equals" ->
          String.valueOf(value(items(node).getFirst()))
              .equals(String.valueOf(value(items(node).getLast())));
      default -> throw new IllegalArgumentException("no condition: " + node);
    };
  }

  /// `null` for what is left out.
  private @Nullable Object value(Node node) {
    return switch (node.getTag().getValue()) {
      case "!If" -> value(items(node).get(holds(text(items(node).getFirst())) ? 1 : 2));
      case "!Ref" ->
          text(node).equals("AWS::NoValue")
              ? null
              : parameters.getOrDefault(text(node), text(node));
      case "!Sub" ->
          substituted(text(node instanceof SequenceNode ? items(node).getFirst() : node));
      case "!Join" -> String.valueOf(value(items(node).getLast()));
      default -> plain(node);
    };
  }

  private @Nullable Object plain(Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        Map<String, Object> values = new LinkedHashMap<>();
        mapping
            .getValue()
            .forEach(pair -> {
              Object value = value(pair.getValueNode());
              if (value != null) {
                values.put(text(pair.getKeyNode()), value);
              }
            });
        yield values;
      }
      case SequenceNode list -> {
        List<Object> values = new ArrayList<>();
        for (Node item : list.getValue()) {
          Object value = value(item);
          if (value != null) {
            values.add(value);
          }
        }
        yield values;
      }
      default -> text(node);
    };
  }

  private String substituted(String text) {
    String result = text;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      result = result.replace("${" + parameter.getKey() + "}", parameter.getValue());
    }
    return result;
  }

  private static List<Node> items(Node node) {
    return ((SequenceNode) node).getValue();
  }

  private static @Nullable Node field(Node node, String name) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(pair -> text(pair.getKeyNode()).equals(name))
            .map(pair -> pair.getValueNode())
            .findFirst()
            .orElse(null)
        : null;
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : node.toString();
  }
}
