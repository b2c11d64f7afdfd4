package dev.longhaul.cli;

import dev.longhaul.config.Percentage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul verify`: says whether both sides are equal and names every difference; changes
/// nothing.
public final class VerifyCommand implements Command {
  private static final String METADATA = "--metadata";
  private static final String DEEP = "--deep";
  private final Surroundings around;

  public VerifyCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Says whether the destination is equal to the source and names every key that is not:"
                + " missing, extra, bytes, metadata, tags or class. Changes nothing.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "both sides are equal, as far as was looked",
                    ExitCode.DIFFERENT,
                    "the sides differ: each key is named",
                    ExitCode.UNKNOWN,
                    "could not tell: a side did not answer, or refused",
                    ExitCode.INTERRUPTED,
                    "interrupted by Ctrl-C")));
    RouteOptions.declareSides(spec);
    List<OptionSpec> what = new ArrayList<>(RouteOptions.declareFilters());
    what.addAll(RouteOptions.declareScope());
    what.add(RouteOptions.declareStorageClass());
    Options.addGroup(spec, "What", what);
    Options.addGroup(
        spec,
        "How closely",
        List.of(
            Options.flag(
                METADATA,
                "Compares metadata and tags of every object as well, not only the listings."),
            Options.withDefault(
                DEEP,
                "P%",
                Percentage::parse,
                "100%",
                "Reads the bytes of every object on both sides, or of this share of them, such as"
                    + " --deep=10%; compares metadata and tags too.")));
    List<OptionSpec> how = new ArrayList<>(RunOptions.declareLimits());
    how.add(RunOptions.declareState());
    Options.addGroup(spec, "How", how);
    Options.addGroup(spec, "Output", RunOptions.declareOutput());
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    Percentage deep = Options.get(parsed, DEEP, new Percentage(0));
    VerifySettings settings =
        new VerifySettings(
            RouteOptions.read(parsed),
            Options.isSet(parsed, METADATA) || deep.percent() > 0,
            deep,
            RunOptions.limits(parsed),
            RunOptions.state(parsed, around.environment()),
            RunOptions.output(parsed));
    return new VerifyRun(around, settings, terminal).run();
  }
}
