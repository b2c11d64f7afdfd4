package dev.longhaul.cli;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul version`: what is running, for bug reports.
public final class VersionCommand implements Command {
  @Override
  public String name() {
    return "version";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description("Prints the version of Longhaul and of what it runs on.")
        .exitCodeList(ExitCode.table(Map.of(ExitCode.DONE, "always")));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    Runtime.Version java = Runtime.version();
    terminal.out().println("longhaul " + version());
    terminal.out().println("java " + java + " (" + System.getProperty("java.vendor") + ")");
    terminal
        .out()
        .println(
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " "
                + System.getProperty("os.arch"));
    return ExitCode.DONE;
  }

  /// The version that the jar's manifest states.
  static String version() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "(not built as a jar)" : version;
  }
}
