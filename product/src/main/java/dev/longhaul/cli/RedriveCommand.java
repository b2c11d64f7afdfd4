package dev.longhaul.cli;

import dev.longhaul.hint.Json;
import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul redrive`: parked keys again, or dead letters back to their queue.
public final class RedriveCommand implements Command {
  private static final String INTAKE = "--intake";
  private final ConsoleOptions options;

  public RedriveCommand(ConsoleOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "redrive";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Has a running process try its parked keys again at once; with --intake it brings the"
                + " dead letters of a queue back to it, also where the queue service cannot.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "the keys wait for work, or the letters are back in their queue",
                    ExitCode.DIFFERENT,
                    "some letters are still where they were",
                    ExitCode.UNKNOWN,
                    "could not tell: no process answered")));
    spec.addPositional(RouteArgument.optional("The route. Default: all."));
    ConsoleOptions.declare(spec);
    Options.addGroup(
        spec,
        "What",
        List.of(
            Options.value(
                INTAKE, "NAME", text -> text, "The intake whose dead letters are brought back.")));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    String intake = Options.find(parsed, INTAKE, String.class);
    String route = RouteArgument.find(parsed);
    if (intake != null && route != null) {
      throw new UsageException("name a route or " + INTAKE + ", not both");
    }
    try (ConsoleCalls console = options.open(parsed)) {
      if (intake != null) {
        return letters(console, intake, terminal);
      }
      for (String name : console.routes(route)) {
        long taken =
            console.post(ConsoleCalls.route(name, "redrive"), "{}", json -> number(json, "taken"));
        terminal
            .out()
            .println(
                Escaped.text(name)
                    + ": "
                    + StatusLines.count(taken, "parked key is", "parked keys are")
                    + " tried again");
      }
      return ExitCode.DONE;
    }
  }

  private static long number(Json json, String name) {
    return Long.parseLong(json.at(name).scalar());
  }

  /// What one call brought back.
  private record Moved(long moved, long left, long before, @Nullable String why) {}

  private static ExitCode letters(ConsoleCalls console, String intake, Terminal terminal) {
    String body = JsonText.object(json -> json.writeStringField("intake", intake));
    long moved = 0;
    long most = Long.MAX_VALUE;
    Moved last;
    do {
      last =
          console.post(
              "/api/dead-letters/redrive",
              body,
              json ->
                  new Moved(
                      number(json, "moved"),
                      number(json, "left"),
                      number(json, "before"),
                      json.text("why")));
      // What fails in the queue again comes back here: so no more than there were at first.
      most = most == Long.MAX_VALUE ? last.before() : most;
      moved += last.moved();
    } while (last.moved() > 0 && last.left() == 0 && moved < most);
    terminal
        .out()
        .println(
            Escaped.text(intake)
                + ": "
                + StatusLines.count(moved, "dead letter is", "dead letters are")
                + " back in the queue");
    if (last.why() != null) {
      terminal.err().println("longhaul: some are not: " + Escaped.text(last.why()));
    }
    return last.why() == null && last.left() == 0 ? ExitCode.DONE : ExitCode.DIFFERENT;
  }
}
