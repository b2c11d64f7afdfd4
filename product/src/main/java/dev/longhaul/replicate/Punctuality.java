package dev.longhaul.replicate;

import dev.longhaul.effect.Monitor;
import java.time.Duration;
import java.time.Instant;

/// Counts the events of the last six hours that were in time and those that were late, in slots of
/// half a minute by the wall clock, so that they outlive the process. Thread-safe, and of constant
/// size.
final class Punctuality {
  /// The fact it is kept under.
  static final String FACT = "punctuality";

  private static final long SLOT_SECONDS = 30;
  private static final int SLOTS = (int) (LagObjective.Pair.SLOW.longer.toSeconds() / SLOT_SECONDS);

  private final LagObjective objective;
  private final Monitor monitor;
  private final Slot[] slots = new Slot[SLOTS];

  /// @param number which half minute since the epoch
  private record Slot(long number, long timely, long late) {
    Slot plus(boolean isLate) {
      return isLate ? new Slot(number, timely, late + 1) : new Slot(number, timely + 1, late);
    }

    String word() {
      return number + "=" + timely + "/" + late;
    }
  }

  Punctuality(LagObjective objective, Monitor monitor) {
    this.objective = objective;
    this.monitor = monitor;
  }

  /// An event was proved this long after it happened.
  void proved(Duration lag, Instant now) {
    count(objective.isLate(lag), now);
  }

  /// An event's key was parked: it is not proved in time, whenever it will be.
  void parked(Instant now) {
    count(true, now);
  }

  private void count(boolean late, Instant now) {
    long number = number(now);
    int index = (int) Math.floorMod(number, (long) SLOTS);
    monitor.enter(() -> {
      Slot slot = slots[index];
      Slot current = slot == null || slot.number != number ? new Slot(number, 0, 0) : slot;
      slots[index] = current.plus(late);
      return true;
    });
  }

  private static long number(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), SLOT_SECONDS);
  }

  /// @param waiting events that wait longer than the objective allows
  ObjectiveStanding standing(Instant now, long waiting) {
    LagObjective.Share longest = seen(LagObjective.Pair.SLOW.longer, now).plusLate(waiting);
    double attained = longest.all() == 0 ? 1 : 1 - (double) longest.late() / longest.all();
    return new ObjectiveStanding(
        objective,
        attained,
        longest.all(),
        waiting,
        burn(LagObjective.Pair.FAST, now, waiting),
        burn(LagObjective.Pair.SLOW, now, waiting));
  }

  private ObjectiveStanding.Burn burn(LagObjective.Pair pair, Instant now, long waiting) {
    return new ObjectiveStanding.Burn(
        objective.burn(seen(pair.shorter, now).plusLate(waiting)),
        objective.burn(seen(pair.longer, now).plusLate(waiting)),
        objective.limit(pair));
  }

  private LagObjective.Share seen(Duration window, Instant now) {
    long last = number(now);
    long before = last - window.toSeconds() / SLOT_SECONDS;
    return monitor.enter(() -> {
      long timely = 0;
      long late = 0;
      for (Slot slot : slots) {
        if (slot != null && slot.number > before && slot.number <= last) {
          timely += slot.timely;
          late += slot.late;
        }
      }
      return new LagObjective.Share(timely + late, late);
    });
  }

  /// All that it counted, as one line.
  String line() {
    return monitor.enter(() -> {
      StringBuilder line = new StringBuilder();
      for (Slot slot : slots) {
        if (slot != null) {
          line.append(line.isEmpty() ? "" : " ").append(slot.word());
        }
      }
      return line.toString();
    });
  }

  /// Goes on from what `line` wrote; what is no number there is left out.
  void restore(String line) {
    for (String word : line.split(" ", -1)) {
      String[] numbers = word.split("[=/]", -1);
      if (numbers.length == 3 && word.matches("\\d{1,15}=\\d{1,15}/\\d{1,15}")) {
        Slot slot =
            new Slot(
                Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
        int index = (int) Math.floorMod(slot.number, (long) SLOTS);
        monitor.enter(() -> slots[index] = slot);
      }
    }
  }
}
