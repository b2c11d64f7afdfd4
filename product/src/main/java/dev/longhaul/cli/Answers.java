package dev.longhaul.cli;

import java.util.Optional;

/// Where answers to questions come from: a person at a terminal, or nobody.
public interface Answers {
  /// Whether somebody is there to be asked.
  boolean isSomebodyThere();

  /// The next line, without its end; empty when there will be no more. Waits for it.
  Optional<String> next();
}
