package dev.longhaul.cli;

import dev.longhaul.object.Escaped;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul pause`: a route begins nothing new until a person wants it to.
public final class PauseCommand implements Command {
  private final ConsoleOptions options;

  public PauseCommand(ConsoleOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "pause";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Has a running process begin nothing new on a route. Its events are kept meanwhile; it"
                + " stays paused after a restart, until longhaul resume.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "the route is paused",
                    ExitCode.UNKNOWN,
                    "could not tell: no process answered")));
    spec.addPositional(RouteArgument.required(0));
    ConsoleOptions.declare(spec);
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    String route = RouteArgument.get(parsed, 0);
    try (ConsoleCalls console = options.open(parsed)) {
      console.post(ConsoleCalls.route(route, "pause"), "{}", json -> json);
    }
    String name = Escaped.text(route);
    terminal
        .out()
        .println(name + " is paused; its events are kept, longhaul resume " + name + " goes on");
    return ExitCode.DONE;
  }
}
