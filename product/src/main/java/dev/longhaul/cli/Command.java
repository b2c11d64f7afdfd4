package dev.longhaul.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command of `longhaul`. Its options are declared in code, not by annotations: that spares the
/// reflection at every start, and both sides of a route share one declaration.
public interface Command {
  /// What is typed to run it.
  String name();

  /// Adds description and options; the exit codes and `--help` are added by [CommandLines].
  void declare(CommandSpec spec);

  /// Does it. Settings that cannot be right are a `UsageException`, a store that gave no answer a
  /// `StoreException`; both are printed by the caller.
  ExitCode run(ParseResult parsed, Terminal terminal);
}
