package dev.longhaul.cli;

import dev.longhaul.console.PageJson;
import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import dev.longhaul.object.ObjectKey;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul reconcile`: has keys made equal now that a person names.
public final class ReconcileCommand implements Command {
  private static final String FROM = "--from";
  private static final String FROM_JSON = "--from-json";
  private final ConsoleOptions options;
  private final Supplier<InputStream> input;

  /// @param input standard input
  public ReconcileCommand(ConsoleOptions options, Supplier<InputStream> input) {
    this.options = options;
    this.input = input;
  }

  @Override
  public String name() {
    return "reconcile";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Has a running process look at keys of a route again, as if events had come: each is"
                + " made equal and proved. Keys are the source's, with its prefix.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "all keys wait for work",
                    ExitCode.DIFFERENT,
                    "some keys are none of the route's and were left out",
                    ExitCode.UNKNOWN,
                    "could not tell: no process answered, or it took no more")));
    spec.addPositional(RouteArgument.required(0));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .paramLabel("KEY")
            .description("Keys of the source, as they are.")
            .build());
    ConsoleOptions.declare(spec);
    Options.addGroup(
        spec,
        "What",
        List.of(
            Options.value(
                FROM, "FILE", Path::of, "Keys of a file, one a line; - is standard input."),
            Options.value(
                FROM_JSON,
                "FILE",
                Path::of,
                "Keys of a file with a JSON object a line, as parked --json, --report and ledger"
                    + " export write them: so any key can be named. - is standard input.")));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    List<String> named = parsed.matchedPositionalValue(1, List.<String>of());
    Path plain = Options.find(parsed, FROM, Path.class);
    Path json = Options.find(parsed, FROM_JSON, Path.class);
    if (named.isEmpty() && plain == null && json == null) {
      throw new UsageException("name keys, or a file with --from");
    }
    try (ConsoleCalls console = options.open(parsed)) {
      KeyBatches batches = new KeyBatches(keys -> post(console, parsed, keys));
      for (String key : named) {
        batches.add(KeyLines.key(key));
      }
      if (plain != null) {
        KeyLines.read(plain, input, KeyLines::key, batches::add);
      }
      if (json != null) {
        KeyLines.read(json, input, KeyLines::object, batches::add);
      }
      batches.flush();
      return told(batches, RouteArgument.get(parsed, 0), terminal);
    }
  }

  private static KeyBatches.Taken post(
      ConsoleCalls console, ParseResult parsed, List<ObjectKey> keys) {
    return console.post(
        ConsoleCalls.route(RouteArgument.get(parsed, 0), "reconcile"),
        JsonText.object(json -> PageJson.keys(json, keys)),
        answer ->
            new KeyBatches.Taken(
                Long.parseLong(answer.at("taken").scalar()), PageJson.keys(answer).keys()));
  }

  private static ExitCode told(KeyBatches batches, String route, Terminal terminal) {
    String name = Escaped.text(route);
    terminal
        .out()
        .println(
            name
                + ": "
                + StatusLines.count(batches.taken(), "key waits", "keys wait")
                + " for work");
    for (ObjectKey key : batches.foreign()) {
      terminal.err().println("longhaul: no key of the route " + name + ": " + key);
    }
    long more = batches.foreignCount() - batches.foreign().size();
    if (more > 0) {
      terminal.err().println("longhaul: and " + more + " more that are none of its keys");
    }
    return batches.foreignCount() == 0 ? ExitCode.DONE : ExitCode.DIFFERENT;
  }
}
