package dev.longhaul;

import dev.longhaul.cli.Answers;
import java.io.Console;
import java.util.Optional;

/// What is typed at the terminal that the process was started from.
// Java 25 is back at no console where there is no terminal.
@SuppressWarnings("SystemConsoleNull")
final class Typed implements Answers {
  @Override
  public boolean isSomebodyThere() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public Optional<String> next() {
    return Optional.ofNullable(System.console()).map(Console::readLine);
  }
}
