package dev.longhaul.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as people write them: `90s`, `15m`, `1h30m`, `2d`.
public final class TimeSpan {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,9})s)?");

  private TimeSpan() {}

  /// The length that this text means; at least one second.
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    Duration span = Duration.ZERO;
    if (matcher.matches()) {
      span =
          Duration.ofDays(number(matcher, 1))
              .plusHours(number(matcher, 2))
              .plusMinutes(number(matcher, 3))
              .plusSeconds(number(matcher, 4));
    }
    if (span.isZero()) {
      throw new IllegalArgumentException(
          "not a length of time: \"" + text + "\"; write 90s, 15m or 1h30m");
    }
    return span;
  }

  /// As `parse`, and nothing at all for `0s`.
  public static Duration parseOrNone(String text) {
    return text.strip().matches("0+[smhd]?") ? Duration.ZERO : parse(text);
  }

  /// The length as `parse` reads it, such as `1h30m`; fractions of a second are left out.
  public static String exact(Duration span) {
    StringBuilder text = new StringBuilder();
    append(text, span.toDays(), 'd');
    append(text, span.toHoursPart(), 'h');
    append(text, span.toMinutesPart(), 'm');
    append(text, span.toSecondsPart(), 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, char unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }

  private static long number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }

  /// The length in its two largest units, such as `1h 5m` or `12.3s`.
  public static String text(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1fs", span.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return seconds / 60 + "m " + seconds % 60 + "s";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
    }
    return seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
  }
}
