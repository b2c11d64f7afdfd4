package dev.longhaul.cli;

import dev.longhaul.config.Loaded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul config`: says what a configuration file means, and tries what it names.
public final class ConfigCommand implements Command {
  private static final Path USUAL = Path.of("longhaul.yaml");
  private final Function<Path, Loaded> reading;
  private final Trials trials;
  private final Map<String, String> environment;

  /// @param reading reads a file; throws [dev.longhaul.config.UnusableConfiguration]
  public ConfigCommand(
      Function<Path, Loaded> reading, Trials trials, Map<String, String> environment) {
    this.reading = reading;
    this.trials = trials;
    this.environment = Map.copyOf(environment);
  }

  /// What is done with the file.
  private enum Action {
    CHECK
  }

  @Override
  public String name() {
    return "config";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Says what a configuration file means, without its secrets, and tries what it names:"
                + " stores and queues are asked whether they answer to these credentials; folders,"
                + " files, programs and addresses of this machine are looked at. Writes nothing and"
                + " sends no alert.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "nothing is wrong; remarks and warnings may be worth a look",
                    ExitCode.DIFFERENT,
                    "something that the file names is wrong: each line says what to do",
                    ExitCode.UNKNOWN,
                    "could not tell: something gave no answer, and nothing else is wrong",
                    ExitCode.USAGE,
                    "the file cannot be meant: every line that is wrong is named")));
    spec.addPositional(
        Options.positional(
            0, "check", text -> Options.choose(Action.class, text), "What is to be done."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .type(Path.class)
            .arity("0..1")
            .paramLabel("FILE")
            .description("The configuration. Default: longhaul.yaml in the working folder.")
            .build());
    Options.addGroup(
        spec,
        "How",
        List.of(
            Options.flag(LoadedCheck.OFFLINE, LoadedCheck.OFFLINE_MEANING),
            RunOptions.declareJson()));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    Loaded loaded = reading.apply(parsed.matchedPositionalValue(1, USUAL));
    LoadedCheck check =
        new LoadedCheck(
            trials, environment, terminal.out(), Options.isSet(parsed, RunOptions.JSON));
    check.tell(loaded);
    return Options.isSet(parsed, LoadedCheck.OFFLINE)
        ? ExitCode.DONE
        : check.attempt(loaded.configuration());
  }
}
