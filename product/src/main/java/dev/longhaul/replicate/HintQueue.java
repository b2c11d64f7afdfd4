package dev.longhaul.replicate;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The few of the ledger's hints that are next, in memory. Bounded however many wait in the ledger.
/// Thread-safe.
final class HintQueue {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Monitor monitor;
  private final Clock clock;
  private final Ledger.Hints hints;
  private final int room;
  private final Deque<PendingHint> waiting = new ArrayDeque<>();

  /// Generations that wait here or are being worked on.
  private final Map<ObjectKey, Long> taken = new HashMap<>();

  /// Keys being worked on for which a newer hint came meanwhile.
  private final Set<ObjectKey> renewed = new HashSet<>();

  /// Generations whose work ended while the ledger is being read: what is read of them is old. No
  /// more than were taken when the reading began.
  private final Map<ObjectKey, Long> overtaken = new HashMap<>();

  private boolean reading;
  private boolean woken = true;
  private boolean stopped;

  /// @param room hints that wait in memory at most
  HintQueue(Monitor monitor, Clock clock, Ledger.Hints hints, int room) {
    this.monitor = monitor;
    this.clock = clock;
    this.hints = hints;
    this.room = room;
  }

  /// Hints were added to the ledger, or are due at another time.
  void wake() {
    monitor.enter(() -> woken = true);
  }

  /// Nothing is taken any more; whoever waits is told so.
  void stop() {
    monitor.enter(() -> {
      waiting.forEach(hint -> taken.remove(hint.key()));
      waiting.clear();
      stopped = true;
      return true;
    });
  }

  /// Brings hints from the ledger as long as it is not stopped.
  void feed() {
    Duration pause = Duration.ZERO;
    while (awaitRoom(pause)) {
      Instant now = clock.now();
      int asked = monitor.enter(this::beginReading);
      List<PendingHint> due = hints.due(now, asked);
      boolean more = monitor.enter(() -> add(due, due.size() == asked));
      pause = more ? LONGEST_WAIT : untilNext(now);
    }
  }

  /// Returns how many hints to ask for: those that are taken may be among them.
  private int beginReading() {
    reading = true;
    return room + taken.size();
  }

  private boolean awaitRoom(Duration pause) {
    if (!pause.isZero()) {
      monitor.when(() -> stopped || (woken && hasRoom()), pause, () -> true);
    }
    monitor.when(() -> stopped || hasRoom(), () -> woken = false);
    return monitor.enter(() -> !stopped);
  }

  private boolean hasRoom() {
    return waiting.size() <= room / 2;
  }

  private Duration untilNext(Instant now) {
    Duration until = hints.nextDue(now).map(due -> Duration.between(now, due)).orElse(LONGEST_WAIT);
    return until.compareTo(LONGEST_WAIT) < 0 ? until.plusMillis(1) : LONGEST_WAIT;
  }

  /// Returns whether the ledger may have more that is due.
  private boolean add(List<PendingHint> due, boolean full) {
    boolean left = full;
    for (PendingHint hint : due) {
      Long known = taken.get(hint.key());
      if (Objects.equals(overtaken.get(hint.key()), hint.generation())) {
        continue;
      }
      if (known != null) {
        if (known != hint.generation()) {
          renewed.add(hint.key());
        }
      } else if (stopped || waiting.size() >= room) {
        left = true;
      } else {
        taken.put(hint.key(), hint.generation());
        waiting.add(hint);
      }
    }
    reading = false;
    overtaken.clear();
    woken |= left;
    return left;
  }

  /// The next hint, waited for; empty when it is stopped. Whoever took it calls `done`.
  Optional<PendingHint> take() {
    return monitor.when(
        () -> stopped || !waiting.isEmpty(),
        () -> stopped ? Optional.<PendingHint>empty() : Optional.of(waiting.remove()));
  }

  /// The work on it ended, in whatever way; the ledger was told before.
  void done(PendingHint hint) {
    monitor.enter(() -> {
      taken.remove(hint.key());
      if (reading) {
        overtaken.put(hint.key(), hint.generation());
      }
      if (renewed.remove(hint.key())) {
        woken = true;
      }
      return woken;
    });
  }

  /// Hints being worked on at this moment.
  int inFlight() {
    return monitor.enter(() -> taken.size() - waiting.size());
  }

  /// Waits until nothing is being worked on, but no longer than this.
  void awaitNoneInFlight(Duration atMost) {
    monitor.when(() -> taken.size() == waiting.size(), atMost, () -> true);
  }
}
