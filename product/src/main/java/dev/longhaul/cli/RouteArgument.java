package dev.longhaul.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The name of a route among the arguments of a command.
final class RouteArgument {
  private static final String LABEL = "ROUTE";

  private RouteArgument() {}

  static PositionalParamSpec required(int index) {
    return Options.positional(
        index, LABEL, text -> text, "The route's name, as the configuration has it.");
  }

  static PositionalParamSpec optional(String description) {
    return PositionalParamSpec.builder()
        .index("0")
        .type(String.class)
        .arity("0..1")
        .paramLabel(LABEL)
        .description(description)
        .build();
  }

  /// The first argument, `null` when there is none.
  static @Nullable String find(ParseResult parsed) {
    return parsed.matchedPositionalValue(0, null);
  }

  static String get(ParseResult parsed, int index) {
    return parsed.matchedPositionalValue(index, "");
  }
}
