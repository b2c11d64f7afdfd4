package dev.longhaul.replicate;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.store.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets work of a route begin: all of it while its stores serve, one key at a time with growing
/// pauses while they do not (H64, H67), none while a person paused it. So trouble with a store
/// costs no key any attempt, and ends by itself. Thread-safe.
final class Gate {
  /// Failures without any success in between that count as trouble with a store.
  static final int FAILURES_IN_A_ROW = 16;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  private final Monitor monitor;
  private final Clock clock;
  private boolean paused;
  private boolean stopped;
  private boolean trying;
  private int failures;
  private @Nullable Trouble trouble;
  private long next;
  private Duration pause = FIRST_PAUSE;

  /// Counts what may have changed when whoever waits may enter: it then looks at the time anew.
  private long changes;

  Gate(Monitor monitor, Clock clock, boolean paused) {
    this.monitor = monitor;
    this.clock = clock;
    this.paused = paused;
  }

  /// Waits until a key may be worked on; whether it may at all.
  boolean enter() {
    while (true) {
      long now = clock.nanos();
      Look look = monitor.enter(() -> new Look(changes, longestWait(now)));
      Optional<Boolean> entered =
          monitor.when(
              () -> stopped || isOpen(now) || changes != look.changes(),
              look.atMost(),
              () -> begin(now));
      if (entered.isPresent() && entered.get()) {
        return monitor.enter(() -> !stopped);
      }
    }
  }

  /// What one who comes sees: how much changed before, and how long to wait for a change.
  private record Look(long changes, Duration atMost) {}

  private Duration longestWait(long now) {
    boolean timed = trouble != null && !trying && !paused;
    return timed ? Duration.ofNanos(Math.max(0, next - now)) : LOOK_AGAIN;
  }

  private boolean isOpen(long now) {
    return !paused && (trouble == null || (!trying && next - now <= 0));
  }

  private boolean begin(long now) {
    boolean may = stopped || isOpen(now);
    if (may && trouble != null) {
      trying = true;
    }
    return may;
  }

  /// A key got an answer: the stores serve.
  void succeeded() {
    monitor.enter(() -> {
      failures = 0;
      changes += trouble == null ? 0 : 1;
      trouble = null;
      trying = false;
      pause = FIRST_PAUSE;
      return true;
    });
  }

  /// A key got no answer. Returns whether that is trouble with a store, from now on or still.
  ///
  /// @param sure whether the store does not even answer what is about no key
  boolean failed(Failure failure, boolean sure) {
    Trouble.Kind kind =
        failure instanceof Failure.WrongCredentials ? Trouble.Kind.CREDENTIALS : Trouble.Kind.STORE;
    String why = failure.message();
    Instant now = clock.now();
    long nanos = clock.nanos();
    return monitor.enter(() -> {
      failures++;
      if (trouble == null && (sure || failures >= FAILURES_IN_A_ROW)) {
        trouble = new Trouble(now, kind, why);
        next = nanos + pause.toNanos();
      } else if (trouble != null && trying) {
        trouble = new Trouble(trouble.since(), kind, why);
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        next = nanos + pause.toNanos();
      }
      trying = false;
      changes++;
      return trouble != null;
    });
  }

  /// The work ended without saying anything about the stores.
  void left() {
    monitor.enter(() -> {
      trying = false;
      return ++changes;
    });
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  void pause(boolean wanted) {
    monitor.enter(() -> {
      paused = wanted;
      return ++changes;
    });
  }

  boolean isPaused() {
    return monitor.enter(() -> paused);
  }

  void stop() {
    monitor.enter(() -> stopped = true);
  }

  Optional<Trouble> trouble() {
    return monitor.enter(() -> Optional.ofNullable(trouble));
  }
}
