package dev.longhaul.measure;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.store.calls.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Keeps so many requests to one side on their way for a while, and counts what they move.
///
/// Connections need seconds to find out how fast they may be, and what is sent fills buffers first,
/// so that the first part of the time does not count.
final class FlowRun {
  /// Of the whole time, what does not count.
  private static final double WARMING = 0.5;

  private static final Duration LOOK = Duration.ofMillis(50);

  private final Workers workers;
  private final Clock clock;
  private final Supplier<Meter> meter;
  private final Limits limits;

  /// How long and how much.
  ///
  /// @param time of one flow
  /// @param bytes that one flow moves, give or take what is on its way
  record Limits(Duration time, long bytes) {}

  /// @param meter counts what is asked of the side
  FlowRun(Workers workers, Clock clock, Supplier<Meter> meter, Limits limits) {
    this.workers = workers;
    this.clock = clock;
    this.meter = meter;
    this.limits = limits;
  }

  /// What was moved up to a moment.
  private record Mark(long nanos, long requests, long bytes) {}

  /// Runs `work` again and again on each stream, which it is told the number of, from 0.
  ///
  /// @throws dev.longhaul.store.StoreException what the first request threw that failed for good
  Flow run(int streams, IntConsumer work) {
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong done = new AtomicLong();
    long throttledBefore = meter.get().throttled();
    List<Mark> marks = new ArrayList<>();
    List<Workers.Job<Boolean>> jobs = new ArrayList<>();
    try (Workers.Group group = workers.open("flow")) {
      for (int stream = 0; stream < streams; stream++) {
        int number = stream;
        jobs.add(group.start(() -> repeat(() -> work.accept(number), over, done)));
      }
      watch(marks, over, done);
    } finally {
      over.set(true);
    }
    jobs.forEach(Workers.Job::join);
    long throttled = meter.get().throttled() - throttledBefore;
    return between(marks, streams, throttled);
  }

  private static boolean repeat(Runnable request, AtomicBoolean over, AtomicLong done) {
    try {
      while (!over.get()) {
        request.run();
        done.incrementAndGet();
      }
      return true;
    } finally {
      over.set(true);
    }
  }

  private void watch(List<Mark> marks, AtomicBoolean over, AtomicLong done) {
    long begun = clock.nanos();
    while (!over.get()) {
      marks.add(mark(done));
      Mark last = marks.getLast();
      boolean late = last.nanos() - begun >= limits.time().toNanos();
      if (late || last.bytes() - marks.getFirst().bytes() >= limits.bytes()) {
        over.set(true);
      } else {
        clock.sleep(LOOK);
      }
    }
  }

  private Mark mark(AtomicLong done) {
    Meter now = meter.get();
    return new Mark(clock.nanos(), done.get(), now.received() + now.sent());
  }

  private static Flow between(List<Mark> marks, int streams, long throttled) {
    Mark first = marks.get((int) (marks.size() * WARMING));
    Mark last = marks.getLast();
    return new Flow(
        streams,
        Duration.ofNanos(last.nanos() - first.nanos()),
        last.requests() - first.requests(),
        last.bytes() - first.bytes(),
        throttled);
  }
}
