package dev.longhaul.cli;

import dev.longhaul.config.Percentage;
import dev.longhaul.console.Words;
import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import dev.longhaul.replicate.AuditKind;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul audit`: looks at a whole route now.
public final class AuditCommand implements Command {
  private static final String KIND = "--kind";
  private static final String DEEP = "deep=";
  private final ConsoleOptions options;

  public AuditCommand(ConsoleOptions options) {
    this.options = options;
  }

  /// How closely it looks.
  ///
  /// @param share of the keys whose bytes are read, 0 to 1
  private record Wish(AuditKind kind, double share) {
    static Wish parse(String text) {
      if (text.startsWith(DEEP)) {
        double share = Percentage.parse(text.substring(DEEP.length())).percent() / 100;
        if (share > 0) {
          return new Wish(AuditKind.DEEP, share);
        }
      }
      return switch (text) {
        case "listing" -> new Wish(AuditKind.LISTING, 0);
        case "metadata" -> new Wish(AuditKind.METADATA, 0);
        case "deep" -> new Wish(AuditKind.DEEP, 1);
        default ->
            throw new IllegalArgumentException(
                "\"" + text + "\" is none of listing, metadata, deep, deep=5%");
      };
    }
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Has a running process audit a whole route now, after the audit that may be under way."
                + " longhaul status says how it ended.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "the audit is asked for",
                    ExitCode.UNKNOWN,
                    "could not tell: no process answered")));
    spec.addPositional(RouteArgument.required(0));
    ConsoleOptions.declare(spec);
    Options.addGroup(
        spec,
        "What",
        List.of(
            Options.value(
                KIND,
                "listing|metadata|deep[=P%]",
                Wish::parse,
                "How closely it looks: both listings; metadata and tags of every object besides;"
                    + " or the bytes of all objects, or of a share such as deep=5%. Default:"
                    + " listing.")));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    Wish wish = Options.get(parsed, KIND, new Wish(AuditKind.LISTING, 0));
    String route = RouteArgument.get(parsed, 0);
    String body =
        JsonText.object(json -> {
          json.writeStringField("kind", Words.of(wish.kind()));
          json.writeNumberField("share", wish.share());
        });
    try (ConsoleCalls console = options.open(parsed)) {
      console.post(ConsoleCalls.route(route, "audit"), body, json -> json);
    }
    terminal.out().println("the audit of " + Escaped.text(route) + " begins");
    return ExitCode.DONE;
  }
}
