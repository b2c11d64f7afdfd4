package dev.longhaul.demo;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.ExtraCommand;
import dev.longhaul.cli.Terminal;
import dev.longhaul.cli.UsageException;
import dev.longhaul.config.Reporting;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.log.Log;
import dev.longhaul.log.slf4j.LogProvider;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul demo`: shows on two real S3 servers what Longhaul does, and proves the result.
public final class DemoCommand implements ExtraCommand {
  private static final String ORIGINAL = "--original";
  private static final String SECONDS = "--seconds";
  private static final String RATE = "--rate";
  private static final int USUAL_SECONDS = 20;
  private static final int USUAL_RATE = 50;
  private static final int LONGEST_SECONDS = 86_400;
  private static final int HIGHEST_RATE = 5_000;

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Starts two S3 servers here, with different credentials and data in a temporary"
                + " folder, and a queue. Fills one with objects that are hard to copy, lets"
                + " longhaul run keep the other equal while the first is changed, loses and"
                + " repeats events, kills it half-way, audits, and compares every byte. Nothing"
                + " of it stays. With --original it is the original procedure instead: events to"
                + " function Main, commands by Systems Manager to two instances, tables, Monitor.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "both buckets ended equal",
                    ExitCode.DIFFERENT,
                    "they did not: the differences are named",
                    ExitCode.UNKNOWN,
                    "a server or the engine did not do its part")));
    spec.addOption(
        OptionSpec.builder(ORIGINAL)
            .description(
                "Shows the original procedure. It needs Linux, whose Lambda it borrows the runtime"
                    + " of.")
            .build());
    spec.addOption(
        number(SECONDS, "N", USUAL_SECONDS, "How long the source is changed, in seconds."));
    spec.addOption(number(RATE, "N", USUAL_RATE, "How many changes are made a second."));
  }

  private static OptionSpec number(String name, String label, int usual, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(int.class)
        .description(description + " Default: " + usual + ".")
        .build();
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal, Longhaul longhaul) {
    // The SDK, which only fills and judges the buckets here, would report each odd header it meets.
    LogProvider.sendTo(
        new Log(
            terminal.err(),
            new SystemClock(),
            Reporting.Log.Format.LINES,
            Reporting.Log.Level.ERROR));
    try {
      return parsed.hasMatchedOption(ORIGINAL)
          ? original(parsed, terminal)
          : usual(parsed, terminal, longhaul);
    } catch (IllegalStateException failure) {
      terminal.err().println("demo: " + failure.getMessage());
      return ExitCode.UNKNOWN;
    }
  }

  private static ExitCode original(ParseResult parsed, Terminal terminal) {
    if (parsed.hasMatchedOption(SECONDS) || parsed.hasMatchedOption(RATE)) {
      throw new UsageException(ORIGINAL + " takes neither " + SECONDS + " nor " + RATE);
    }
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new UsageException(
          ORIGINAL + " needs Linux: the runtime of Lambda is made for nothing else");
    }
    return new ProcedureDemo(terminal).run();
  }

  private static ExitCode usual(ParseResult parsed, Terminal terminal, Longhaul longhaul) {
    int seconds =
        between(1, LONGEST_SECONDS, SECONDS, parsed.matchedOptionValue(SECONDS, USUAL_SECONDS));
    int rate = between(1, HIGHEST_RATE, RATE, parsed.matchedOptionValue(RATE, USUAL_RATE));
    return new Demo(terminal, longhaul, new Demo.Pace(seconds, rate)).run();
  }

  private static int between(int least, int most, String option, int number) {
    if (number < least || number > most) {
      throw new UsageException(option + ": between " + least + " and " + most + ", not " + number);
    }
    return number;
  }
}
