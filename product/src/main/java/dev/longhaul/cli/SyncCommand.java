package dev.longhaul.cli;

import dev.longhaul.config.DeleteLimit;
import dev.longhaul.config.Percentage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul sync`: makes the destination equal to the source, once, and proves it.
public final class SyncCommand implements Command {
  private static final String DRY_RUN = "--dry-run";
  private static final String MAX_DELETE = "--max-delete";
  private static final String MAX_SHRINK = "--max-shrink";
  private static final Percentage USUAL_SHRINK = new Percentage(50);
  private final Surroundings around;

  public SyncCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Makes the destination equal to the source and proves it. Keys that cannot be made"
                + " equal are parked, with the reason and what to do. It may be stopped at any"
                + " moment; run it again and it goes on.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "both sides are equal, or were made so",
                    ExitCode.DIFFERENT,
                    "keys are parked; with --dry-run: there is something to do",
                    ExitCode.UNKNOWN,
                    "could not tell: a side did not answer, or refused",
                    ExitCode.BREAKER,
                    "stopped: past --max-delete, or past --max-shrink",
                    ExitCode.INTERRUPTED,
                    "interrupted by Ctrl-C; run it again to go on")));
    RouteOptions.declareSides(spec);
    List<OptionSpec> what = new ArrayList<>(RouteOptions.declareFilters());
    what.addAll(RouteOptions.declareScope());
    what.addAll(InventoryOptions.declare());
    Options.addGroup(spec, "What", what);
    List<OptionSpec> changes = new ArrayList<>(RouteOptions.declareChanges());
    changes.add(
        Options.value(
            MAX_DELETE,
            "N|P%",
            DeleteLimit::parse,
            "Stops before more deletes than this. Default: 100, or 10% of the destination if that"
                + " is more."));
    changes.add(
        Options.value(
            MAX_SHRINK,
            "P%",
            Percentage::parse,
            "Deletes nothing when more of the source than this is gone since the last complete run"
                + " with --delete. Default: 50%."));
    changes.add(
        Options.flag(
            DRY_RUN,
            "Says what would be done and changes nothing; ends with 1 if there is something"
                + " to do."));
    Options.addGroup(spec, "Changes", changes);
    List<OptionSpec> how = new ArrayList<>(RunOptions.declareLimits());
    how.add(RunOptions.declareState());
    Options.addGroup(spec, "How", how);
    Options.addGroup(spec, "Output", RunOptions.declareOutput());
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    RouteSettings route = RouteOptions.read(parsed);
    SyncSettings settings =
        new SyncSettings(
            route,
            RunOptions.limits(parsed),
            Options.find(parsed, MAX_DELETE, DeleteLimit.class),
            Options.get(parsed, MAX_SHRINK, USUAL_SHRINK),
            RunOptions.state(parsed, around.environment()),
            RunOptions.output(parsed),
            Options.isSet(parsed, DRY_RUN),
            InventoryOptions.read(parsed, route));
    return new SyncRun(around, settings, terminal).run();
  }
}
