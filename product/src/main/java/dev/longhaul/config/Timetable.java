package dev.longhaul.config;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which bandwidth holds at which hours. The first slot that covers a moment decides.
public record Timetable(List<Slot> slots) {
  /// No hours are special.
  public static final Timetable NONE = new Timetable(List.of());

  public Timetable {
    slots = List.copyOf(slots);
  }

  /// Some hours of some days.
  ///
  /// @param to until when; at or before `from` it is on the day after
  /// @param days on which it begins
  /// @param bandwidth `null` for no limit
  public record Slot(LocalTime from, LocalTime to, Days days, @Nullable Bandwidth bandwidth) {
    boolean covers(LocalDateTime moment) {
      boolean overMidnight = !from.isBefore(to);
      LocalTime time = moment.toLocalTime();
      boolean begun = !time.isBefore(from);
      if (begun && (overMidnight || time.isBefore(to))) {
        return days.days().contains(moment.getDayOfWeek());
      }
      return overMidnight
          && time.isBefore(to)
          && days.days().contains(moment.getDayOfWeek().minus(1));
    }
  }

  /// The slot that decides at a moment; empty when no hours are special then.
  ///
  /// @param moment by the clocks of the configuration's time zone
  public Optional<Slot> at(LocalDateTime moment) {
    return slots.stream().filter(slot -> slot.covers(moment)).findFirst();
  }
}
