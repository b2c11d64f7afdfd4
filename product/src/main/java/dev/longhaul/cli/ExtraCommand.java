package dev.longhaul.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// A command that another jar on the class path adds, found by `ServiceLoader`: so the demo brings
/// its servers without the product knowing them.
public interface ExtraCommand {
  /// What is typed to run it.
  String name();

  /// Adds description and options.
  void declare(CommandSpec spec);

  /// Does it. Exceptions are handled as those of [Command].
  ///
  /// @param longhaul runs a command line of Longhaul in this very process
  ExitCode run(ParseResult parsed, Terminal terminal, Longhaul longhaul);

  /// Longhaul's own commands, for commands that are built out of them.
  @FunctionalInterface
  interface Longhaul {
    /// Runs `sync`, `verify` and so on, with these arguments, as if typed.
    ExitCode run(List<String> arguments, Terminal terminal);
  }
}
