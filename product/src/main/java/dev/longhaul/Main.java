package dev.longhaul;

import dev.longhaul.cli.CommandLines;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.ExtraCommand;
import dev.longhaul.cli.Terminal;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/// Starts Longhaul and turns what a command answers into the exit code of the process.
public final class Main {
  private Main() {}

  static void main(String[] arguments) {
    System.exit(run(arguments, terminal()).number());
  }

  /// Runs what was typed; the process goes on.
  public static ExitCode run(String[] arguments, Terminal terminal) {
    return commandLines().run(List.of(arguments), terminal);
  }

  /// All commands with their options; the documents are checked against them.
  static CommandLines commandLines() {
    return new CommandLines(Wiring.commands(System.getenv()), Main::extraCommands);
  }

  private static List<ExtraCommand> extraCommands() {
    return ServiceLoader.load(ExtraCommand.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static Terminal terminal() {
    return new Terminal(System.out, System.err, isTerminal());
  }

  /// Whether standard error is a terminal. Linux says so by the name behind the descriptor;
  /// elsewhere Java only knows about standard input and output.
  // Java 25 is back at no console where there is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    try {
      String name = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
    } catch (IOException notLinux) {
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }
}
