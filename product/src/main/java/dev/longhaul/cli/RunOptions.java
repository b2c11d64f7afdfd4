package dev.longhaul.cli;

import dev.longhaul.config.Bandwidth;
import dev.longhaul.config.ByteSize;
import dev.longhaul.config.TimeSpan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that say how a run goes about it: limits, state and output.
final class RunOptions {
  static final String JSON = "--json";
  static final String STATE = "--state";
  private static final int MOST_CONCURRENCY = 1024;

  /// Two bodies of the largest size that is held whole.
  private static final long LEAST_MEMORY = 32L << 20;

  private RunOptions() {}

  static List<OptionSpec> declareLimits() {
    return List.of(
        Options.value(
            "--bandwidth",
            "RATE",
            Bandwidth::parse,
            "Moves at most this much, such as 50MiB/s or 400Mbit/s. Default: no limit."),
        Options.value(
            "--memory",
            "SIZE",
            RunOptions::memory,
            "Memory for all buffers together, at least 32MiB. Default: 256MiB."),
        Options.value(
            "--concurrency",
            "N",
            RunOptions::concurrency,
            "Requests at once per side at most; adapts below it. Default: "
                + LimitSettings.USUAL.concurrency()
                + "."),
        Options.value(
            "--give-up-after",
            "TIME",
            TimeSpan::parse,
            "How long nothing may move before the run gives up. Default: 15m."));
  }

  static OptionSpec declareState() {
    return Options.value(
        STATE,
        "DIR|none",
        StateSettings::parse,
        "Where open uploads, receipts and parked keys are remembered."
            + " Default: $XDG_STATE_HOME/longhaul.");
  }

  static OptionSpec declareJson() {
    return Options.flag(JSON, "Results as JSON, one object a line.");
  }

  static List<OptionSpec> declareOutput() {
    return List.of(
        declareJson(),
        Options.flag("--quiet", "No progress, no remarks."),
        Options.value(
            "--report",
            "FILE",
            Path::of,
            "A line of JSON for every key that was changed, differs or is parked; - is standard"
                + " output."));
  }

  static LimitSettings limits(ParseResult parsed) {
    return new LimitSettings(
        Options.get(parsed, "--memory", usualMemory()),
        Options.get(parsed, "--concurrency", LimitSettings.USUAL.concurrency()),
        Options.find(parsed, "--bandwidth", Bandwidth.class),
        Options.get(parsed, "--give-up-after", LimitSettings.USUAL.giveUpAfter()));
  }

  static StateSettings state(ParseResult parsed, Map<String, String> environment) {
    StateSettings typed = Options.find(parsed, STATE, StateSettings.class);
    return typed == null ? StateSettings.usual(environment) : typed;
  }

  static OutputSettings output(ParseResult parsed) {
    return new OutputSettings(
        Options.isSet(parsed, JSON),
        Options.isSet(parsed, "--quiet"),
        Options.find(parsed, "--report", Path.class));
  }

  /// The usual amount, or half of what the process has where that is less.
  private static ByteSize usualMemory() {
    long half = Runtime.getRuntime().maxMemory() / 2;
    return new ByteSize(
        Math.min(LimitSettings.USUAL.memory().bytes(), Math.max(LEAST_MEMORY, half)));
  }

  private static ByteSize memory(String text) {
    ByteSize size = ByteSize.parse(text);
    if (size.bytes() < LEAST_MEMORY) {
      throw new UsageException("at least 32MiB are needed to hold one object while it travels");
    }
    long most = Runtime.getRuntime().maxMemory() / 4 * 3;
    if (size.bytes() > most) {
      throw new UsageException(
          "at most "
              + ByteSize.text(most)
              + " of this process can be buffers; LONGHAUL_JAVA_OPTS=-Xmx4g gives it more");
    }
    return size;
  }

  private static int concurrency(String text) {
    if (!text.matches("[0-9]{1,4}")) {
      throw new UsageException("not a number of requests: \"" + text + "\"");
    }
    int number = Integer.parseInt(text);
    if (number < 1 || number > MOST_CONCURRENCY) {
      throw new UsageException("between 1 and " + MOST_CONCURRENCY + " requests at once");
    }
    return number;
  }
}
