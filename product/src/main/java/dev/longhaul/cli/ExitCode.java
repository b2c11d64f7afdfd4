package dev.longhaul.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the exit code of the process means; scripts rely on it (decision 17).
public enum ExitCode {
  DONE(0, "done: both sides are equal, or were made so"),
  DIFFERENT(1, "the sides differ, keys are parked, or doctor found something wrong"),
  UNKNOWN(2, "could not tell: a side did not answer, or refused"),
  BREAKER(3, "stopped: the deletes would have gone past --max-delete"),
  USAGE(64, "the command line cannot be right; nothing was done"),
  INTERRUPTED(130, "interrupted by Ctrl-C; run it again to go on");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }

  /// All of them as `--help` prints them, number to meaning.
  static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    for (ExitCode code : values()) {
      table.put(" " + code.number, code.meaning);
    }
    return table;
  }
}
