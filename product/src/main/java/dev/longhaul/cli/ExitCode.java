package dev.longhaul.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the exit code of the process means; scripts rely on it (decision 17).
public enum ExitCode {
  DONE(0, "done: both sides are equal, or were made so"),
  DIFFERENT(1, "the sides differ, keys are parked, or doctor found something wrong"),
  UNKNOWN(2, "could not tell: a side did not answer, or refused"),
  BREAKER(3, "stopped: more would be deleted, or is gone, than the limits allow"),
  USAGE(64, "the command line cannot be right; nothing was done"),
  FAILED(70, "something failed that nobody foresaw"),
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
    Map<ExitCode, String> all = new EnumMap<>(ExitCode.class);
    for (ExitCode code : values()) {
      all.put(code, code.meaning);
    }
    return table(all);
  }

  /// Those that a command ends with, in the words that fit it; that it was typed wrongly is added.
  public static Map<String, String> table(Map<ExitCode, String> meanings) {
    Map<ExitCode, String> all = new EnumMap<>(meanings);
    all.putIfAbsent(USAGE, USAGE.meaning);
    Map<String, String> table = new LinkedHashMap<>();
    all.forEach((code, meaning) -> table.put(" " + code.number, meaning));
    return table;
  }
}
