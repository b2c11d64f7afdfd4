package dev.longhaul.config.yaml;

import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Nearest;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What texts of a configuration mean; what means nothing is an `IllegalArgumentException` that
/// says what to write.
final class Values {
  private Values() {}

  /// Any text that is not empty.
  static String word(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("is empty; write a value, or leave the line out");
    }
    return text;
  }

  static String region(String text) {
    if (!text.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException(
          "not a region: \"" + text + "\"; write one such as eu-central-1");
    }
    return text;
  }

  static int number(String text) {
    long number = count(text);
    if (number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("too large a number: " + text);
    }
    return (int) number;
  }

  static long count(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("not a number: \"" + text + "\"; write digits only");
    }
    return Long.parseLong(text);
  }

  /// One of an enum's names in lower case.
  static <E extends Enum<E>> Function<String, E> choice(Class<E> type) {
    E[] constants = type.getEnumConstants();
    List<String> names = Arrays.stream(constants).map(Values::name).toList();
    return text -> {
      int index = names.indexOf(text);
      if (index < 0) {
        Optional<String> near = Nearest.of(text, names);
        throw new IllegalArgumentException(
            "\""
                + text
                + "\" is none of "
                + String.join(", ", names)
                + near.map(name -> "; did you mean " + name + "?").orElse(""));
      }
      return constants[index];
    };
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A time of day, `02:30`.
  static LocalTime time(String text) {
    if (!text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
      throw new IllegalArgumentException(
          "not a time of day: \"" + text + "\"; write hours and minutes, 02:30 or 18:00");
    }
    return LocalTime.parse(text);
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      Optional<String> near = Nearest.of(text, ZoneId.getAvailableZoneIds());
      throw new IllegalArgumentException(
          "not a time zone: \""
              + text
              + "\"; "
              + near.map(name -> "did you mean " + name + "?")
                  .orElse("write one such as Europe/Berlin or UTC"));
    }
  }

  /// Where credentials come from; a file's path begins where paths of this file begin.
  static Function<String, CredentialsChoice> credentials(Reading reading) {
    return text ->
        text.equals("anonymous")
            ? new CredentialsChoice.Anonymous()
            : placed(CredentialsChoice.parse(text), reading);
  }

  private static CredentialsChoice placed(CredentialsChoice choice, Reading reading) {
    return choice instanceof CredentialsChoice.File(var path)
        ? new CredentialsChoice.File(reading.path(path.toString()))
        : choice;
  }
}
