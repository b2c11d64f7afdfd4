package dev.longhaul.cli;

import dev.longhaul.console.ProcessReport;
import dev.longhaul.console.Standing;
import dev.longhaul.console.StatusJson;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul status`: how a running process fares.
public final class StatusCommand implements Command {
  private static final String WATCH = "--watch";
  private static final Duration EVERY = Duration.ofSeconds(2);

  /// To the upper left corner, and away with what is below.
  private static final String AFRESH = "\u001b[H\u001b[J";

  private final ConsoleOptions options;
  private final Clock clock;

  public StatusCommand(ConsoleOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Says how a running process fares: for each route whether it is equal, by how much it"
                + " is behind, how long keys take, what is parked, how the last audit ended, and"
                + " what a person can do.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "everything that is known is equal",
                    ExitCode.DIFFERENT,
                    "a route is behind or paused, keys are parked, or deletes are held",
                    ExitCode.UNKNOWN,
                    "could not tell: no process answered, a store or an intake does not serve, or"
                        + " an audit has to be complete first")));
    ConsoleOptions.declare(spec);
    Options.addGroup(
        spec,
        "Output",
        List.of(
            RunOptions.declareJson(),
            Options.flag(WATCH, "Shows it again every two seconds, until Ctrl-C.")));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    boolean json = Options.isSet(parsed, RunOptions.JSON);
    try (ConsoleCalls console = options.open(parsed)) {
      return Options.isSet(parsed, WATCH)
          ? watch(console, json, terminal)
          : show(console.status(), json, terminal);
    }
  }

  private ExitCode watch(ConsoleCalls console, boolean json, Terminal terminal) {
    ExitCode last = ExitCode.UNKNOWN;
    while (true) {
      try {
        ProcessReport report = console.status();
        terminal.out().print(terminal.interactive() && !json ? AFRESH : "");
        last = show(report, json, terminal);
      } catch (ConsoleException silent) {
        last = ExitCode.UNKNOWN;
        terminal.err().println("longhaul: " + silent.getMessage());
      }
      try {
        clock.sleep(EVERY);
      } catch (Cancelled ended) {
        return last;
      }
    }
  }

  private static ExitCode show(ProcessReport report, boolean json, Terminal terminal) {
    if (json) {
      terminal.out().println(StatusJson.text(report));
    } else {
      terminal.out().print(StatusLines.of(report));
    }
    terminal.out().flush();
    return switch (Standing.of(report)) {
      case EQUAL -> ExitCode.DONE;
      case DIFFERENT -> ExitCode.DIFFERENT;
      case UNKNOWN -> ExitCode.UNKNOWN;
    };
  }
}
