package dev.longhaul.cli;

import dev.longhaul.object.Escaped;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul pause` and `longhaul resume`: a route begins nothing new until a person wants it to.
public final class PauseCommand implements Command {
  private static final String PAUSE = "pause";
  private final String name;
  private final ConsoleOptions options;

  private PauseCommand(String name, ConsoleOptions options) {
    this.name = name;
    this.options = options;
  }

  /// Begins the pause.
  public static PauseCommand pause(ConsoleOptions options) {
    return new PauseCommand(PAUSE, options);
  }

  /// Ends the pause.
  public static PauseCommand resume(ConsoleOptions options) {
    return new PauseCommand("resume", options);
  }

  private boolean begins() {
    return name.equals(PAUSE);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            begins()
                ? "Has a running process begin nothing new on a route. Its events are kept"
                    + " meanwhile; it stays paused after a restart, until longhaul resume."
                : "Has a running process go on with a route that a person paused.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    begins() ? "the route is paused" : "the route goes on",
                    ExitCode.UNKNOWN,
                    "could not tell: no process answered")));
    spec.addPositional(RouteArgument.required(0));
    ConsoleOptions.declare(spec);
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    String route = RouteArgument.get(parsed, 0);
    try (ConsoleCalls console = options.open(parsed)) {
      console.post(ConsoleCalls.route(route, name), "{}", json -> json);
    }
    String word = Escaped.text(route);
    terminal
        .out()
        .println(
            begins()
                ? word + " is paused; its events are kept, longhaul resume " + word + " goes on"
                : word + " goes on");
    return ExitCode.DONE;
  }
}
