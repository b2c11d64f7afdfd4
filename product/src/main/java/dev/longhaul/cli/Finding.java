package dev.longhaul.cli;

import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.json.JsonText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing that was looked at: by the doctor, or at what a configuration or a setup names.
///
/// @param about which part of the setup, such as `source`
/// @param what what was found, as a sentence
/// @param remedy what to do about it, `null` where nothing is to be done
record Finding(Level level, String about, String what, @Nullable String remedy) {
  /// How bad it is.
  enum Level {
    OK,
    WARN,
    FAIL
  }

  static Finding ok(String about, String what) {
    return new Finding(Level.OK, about, what, null);
  }

  static Finding warn(String about, String what, String remedy) {
    return new Finding(Level.WARN, about, what, remedy);
  }

  static Finding fail(String about, String what, String remedy) {
    return new Finding(Level.FAIL, about, what, remedy);
  }

  static Finding of(String about, IntakeFinding found) {
    return switch (found.severity()) {
      case NOTE -> ok(about, found.what() + "; " + found.remedy());
      case WARNING -> warn(about, found.what(), found.remedy());
      case UNANSWERED, PROBLEM -> fail(about, found.what(), found.remedy());
    };
  }

  /// The finding for people, on one or two lines.
  String text() {
    String line =
        String.format(
            Locale.ROOT, "%-5s %-12s %s", level.name().toLowerCase(Locale.ROOT), about, what);
    return remedy == null ? line : line + "\n" + " ".repeat(19) + remedy;
  }

  /// The finding as one line of JSON.
  String json() {
    return JsonText.object(json -> {
      json.writeStringField("level", level.name().toLowerCase(Locale.ROOT));
      json.writeStringField("about", about);
      json.writeStringField("what", what);
      if (remedy != null) {
        json.writeStringField("remedy", remedy);
      }
    });
  }
}
