package dev.longhaul.cli;

import dev.longhaul.object.Escaped;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul resume`: a paused route goes on.
public final class ResumeCommand implements Command {
  private final ConsoleOptions options;

  public ResumeCommand(ConsoleOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "resume";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description("Has a running process go on with a route that a person paused.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "the route goes on",
                    ExitCode.UNKNOWN,
                    "could not tell: no process answered")));
    spec.addPositional(RouteArgument.required(0));
    ConsoleOptions.declare(spec);
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    String route = RouteArgument.get(parsed, 0);
    try (ConsoleCalls console = options.open(parsed)) {
      console.post(ConsoleCalls.route(route, "resume"), "{}", json -> json);
    }
    terminal.out().println(Escaped.text(route) + " goes on");
    return ExitCode.DONE;
  }
}
