package dev.longhaul.config;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Days of the week as people write them: `mon-fri`, `sat,sun`, `daily`.
public record Days(SortedSet<DayOfWeek> days) {
  /// Every day.
  public static final Days DAILY = new Days(new TreeSet<>(EnumSet.allOf(DayOfWeek.class)));

  public Days {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("names no day");
    }
    days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
  }

  /// The days that this text means; `fri-mon` goes over the week's end.
  public static Days parse(String text) {
    if (text.strip().equals("daily")) {
      return DAILY;
    }
    SortedSet<DayOfWeek> days = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      List<DayOfWeek> ends = new ArrayList<>();
      for (String word : part.split("-", -1)) {
        ends.add(day(word, text));
      }
      if (ends.size() > 2) {
        throw refused(text);
      }
      DayOfWeek last = ends.getLast();
      for (DayOfWeek day = ends.getFirst(); day != last; day = day.plus(1)) {
        days.add(day);
      }
      days.add(last);
    }
    return new Days(days);
  }

  private static DayOfWeek day(String word, String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (word(day).equals(word.strip().toLowerCase(Locale.ROOT))) {
        return day;
      }
    }
    throw refused(text);
  }

  private static String word(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "not days of the week: \"" + text + "\"; write mon-fri, sat,sun or daily");
  }

  @Override
  public String toString() {
    return equals(DAILY) ? "daily" : days.stream().map(Days::word).collect(Collectors.joining(","));
  }
}
