package dev.longhaul.config;

import java.nio.file.Path;
import java.util.Map;

/// Where state is kept that nobody named a place for.
public final class StateFolder {
  private StateFolder() {}

  /// The folder of the XDG base directory specification: `$XDG_STATE_HOME/longhaul`, which is
  /// `~/.local/state/longhaul` when the variable is not set.
  public static Path usual(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!state.isEmpty()) {
      return Path.of(state, "longhaul");
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    return Path.of(home, ".local", "state", "longhaul");
  }
}
