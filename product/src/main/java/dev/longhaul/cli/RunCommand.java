package dev.longhaul.cli;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.effect.Supervisor;
import dev.longhaul.http.Endpoint;
import dev.longhaul.running.Intakes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul run`: keeps all routes of a configuration equal until it is told to stop.
public final class RunCommand implements Command {
  private static final String CONFIG = "--config";
  private static final Path USUAL = Path.of("longhaul.yaml");

  private final Surroundings around;
  private final Outside outside;
  private final Function<Path, Configuration> reading;

  /// @param reading reads a file; what is wrong with it is an `UnusableConfiguration`
  public RunCommand(Surroundings around, Outside outside, Function<Path, Configuration> reading) {
    this.around = around;
    this.outside = outside;
    this.reading = reading;
  }

  /// What reaches a process that runs for years, and what it reaches, besides stores.
  ///
  /// @param hooks what a webhook serves, whether it runs or not
  public record Outside(
      Signals signals,
      Supervisor supervisor,
      Intakes intakes,
      Function<IntakeEntry.Webhook, Endpoint> hooks,
      Voices voices,
      Doors.Listening listening) {}

  @Override
  public String name() {
    return "run";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Keeps every route of a configuration equal, for years: works on events as they come"
                + " in, audits by the clock, waits for stores that do not answer. It may be killed"
                + " at any moment; the next run goes on. SIGTERM and Ctrl-C end it in order, a"
                + " second one at once. SIGHUP has it read its configuration again:"
                + " bandwidths, timetables, alerts and the level of the log change at once,"
                + " certificates are looked at, all else changes at the next start.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "it was told to stop, and did",
                    ExitCode.UNKNOWN,
                    "a ledger cannot be used: another process has it, it is damaged, or newer; or"
                        + " something else listens at an address of the configuration",
                    ExitCode.USAGE,
                    "the command line or the configuration cannot be right; nothing was done",
                    ExitCode.FAILED,
                    "something failed that nobody foresaw: start it again, and tell us")));
    Options.addGroup(
        spec,
        "How",
        List.of(
            Options.value(
                CONFIG,
                "FILE",
                Path::of,
                "The configuration. Default: longhaul.yaml in the working folder.")));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    Path file = Options.get(parsed, CONFIG, USUAL);
    return new Run(around, outside, () -> reading.apply(file), terminal).run();
  }
}
