package dev.longhaul.config;

import dev.longhaul.config.RefusedSettings.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What settings must keep to, checked one by one so that everything wrong is said at once.
final class Rules {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,62}";
  private final List<Refusal> refusals = new ArrayList<>();

  /// Refuses a setting unless this holds.
  Rules check(boolean holds, String setting, String why) {
    if (!holds) {
      refusals.add(new Refusal(setting, why));
    }
    return this;
  }

  /// Refuses a number outside these bounds, which are allowed themselves.
  Rules between(String setting, long number, long least, long most) {
    return check(
        number >= least && number <= most,
        setting,
        String.format(Locale.ROOT, "between %,d and %,d, not %,d", least, most, number));
  }

  /// Refuses a name that could not stand in a metric or a file's name.
  Rules named(String what, String name) {
    return check(
        name.matches(NAME),
        "",
        what + "s are named with letters, digits, - and _, 63 of them at most");
  }

  /// Throws what was refused, if anything was.
  void end() {
    if (!refusals.isEmpty()) {
      throw new RefusedSettings(refusals);
    }
  }
}
