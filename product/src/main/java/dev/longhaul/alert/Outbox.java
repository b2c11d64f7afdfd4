package dev.longhaul.alert;

import dev.longhaul.effect.Monitor;
import dev.longhaul.replicate.Replication;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// What one target is still to be told, in order, and the tries to tell it. Bounded in number and
/// age: what cannot be told for a while is given up, counted and remarked. Thread-safe.
final class Outbox {
  /// Notices that wait at most; beyond that the oldest is given up.
  static final int MOST = 100;

  /// How old a notice may be when it is tried once more.
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final String name;
  private final AlertTarget target;
  private final Replication.Effects effects;
  private final Consumer<String> remarks;
  private final Consumer<Notice> delivered;
  private final Monitor monitor;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong givenUp = new AtomicLong();

  /// @param since when it came, by the monotonic timer
  private record Waiting(Notice notice, long since) {}

  /// Who is to know what becomes of notices.
  record Ears(Consumer<String> remarks, Consumer<Notice> delivered) {}

  Outbox(String name, AlertTarget target, Replication.Effects effects, Ears ears) {
    this.name = name;
    this.target = target;
    this.effects = effects;
    this.remarks = ears.remarks();
    this.delivered = ears.delivered();
    this.monitor = effects.workers().monitor();
  }

  /// Returns at once.
  void add(Notice notice) {
    Waiting last = new Waiting(notice, effects.clock().nanos());
    boolean full =
        monitor.enter(() -> {
          boolean crowded = waiting.size() >= MOST;
          if (crowded) {
            waiting.removeFirst();
          }
          waiting.addLast(last);
          return crowded;
        });
    if (full) {
      giveUp("more than " + MOST + " notices wait for it");
    }
  }

  /// Tells until it is cancelled.
  void run() {
    while (true) {
      deliver(monitor.when(() -> !waiting.isEmpty(), waiting::removeFirst));
    }
  }

  private void deliver(Waiting next) {
    Duration pause = FIRST_PAUSE;
    for (boolean first = true; ; first = false) {
      switch (target.tell(next.notice())) {
        case AlertTarget.Answer.Taken _ -> {
          told.incrementAndGet();
          delivered.accept(next.notice());
          return;
        }
        case AlertTarget.Answer.Failed(String why, boolean again) -> {
          Duration age = Duration.ofNanos(effects.clock().nanos() - next.since());
          if (!again || age.plus(pause).compareTo(LONGEST) > 0) {
            giveUp(why);
            return;
          }
          if (first) {
            remarks.accept("the alert " + name + " is not told yet, and tried again: " + why);
          }
          effects.clock().sleep(pause.plusMillis(effects.randomness().below(500)));
          pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void giveUp(String why) {
    givenUp.incrementAndGet();
    remarks.accept("the alert " + name + " was not told, and that is given up: " + why);
  }

  Alerts.Counts counts() {
    return new Alerts.Counts(name, told.get(), givenUp.get());
  }
}
