package dev.longhaul.scan;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Work on its way from one producer or more to many workers, and work that waits for another try.
/// Both are bounded: when too much waits for another try, new work waits too. Thread-safe.
///
/// @param <T> what there is to do
final class WorkQueue<T> {
  /// After it a worker that has nothing to do looks again, for no reason.
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Monitor monitor;
  private final Clock clock;
  private final int fresh;
  private final int again;
  private final Deque<Task<T>> waiting = new ArrayDeque<>();
  private final PriorityQueue<Task<T>> retries =
      new PriorityQueue<>(
          Comparator.<Task<T>>comparingLong(Task::due).thenComparingLong(Task::number));
  private long numbers;
  private long looks;
  private int inFlight;
  private boolean closed;
  private boolean stopped;

  /// A queue with its bounds.
  ///
  /// @param fresh tasks that wait for their first try at most
  /// @param again tasks that wait for another try before new ones are held up
  WorkQueue(Monitor monitor, Clock clock, int fresh, int again) {
    this.monitor = monitor;
    this.clock = clock;
    this.fresh = fresh;
    this.again = again;
  }

  /// Something to do, and what became of it so far. Times are those of `Clock.nanos`.
  ///
  /// @param due when it may be tried
  record Task<T>(T work, Tries tries, long due, long number) {}

  /// Tries that failed.
  ///
  /// @param first when the first one did
  record Tries(int count, long first) {
    static final Tries NONE = new Tries(0, 0);

    /// One more, failed now.
    Tries and(long now) {
      return new Tries(count + 1, count == 0 ? now : first);
    }
  }

  /// Adds something to do; waits while there is too much. Returns whether it was taken.
  boolean put(T work) {
    return monitor.when(
        () -> stopped || waiting.size() < fresh,
        () -> {
          if (!stopped) {
            waiting.add(new Task<>(work, Tries.NONE, 0, numbers++));
          }
          return !stopped;
        });
  }

  /// Takes something to do and waits for it; empty when nothing ever comes again. Whoever took a
  /// task calls `done` or `retry` for it.
  Optional<Task<T>> take() {
    while (true) {
      long now = clock.nanos();
      Look look = monitor.enter(() -> new Look(looks, due()));
      long wait = Math.min(look.due(), now + LONGEST_WAIT.toNanos()) - now;
      Optional<Taken<T>> taken =
          monitor.when(
              () -> looks != look.number() || mayTake(now),
              Duration.ofNanos(Math.max(0, wait)),
              () -> new Taken<>(mayTake(now), poll(now)));
      if (taken.isPresent() && taken.get().settled()) {
        return Optional.ofNullable(taken.get().task());
      }
    }
  }

  /// What a worker saw before it began to wait.
  private record Look(long number, long due) {}

  /// @param settled whether there is no reason to look again
  private record Taken<T>(boolean settled, @Nullable Task<T> task) {}

  private long due() {
    Task<T> next = retries.peek();
    return next == null ? Long.MAX_VALUE : next.due();
  }

  private boolean mayTake(long now) {
    return isDrained() || due() <= now || mayTakeFresh();
  }

  private boolean mayTakeFresh() {
    return !waiting.isEmpty() && retries.size() < again;
  }

  private boolean isDrained() {
    return stopped || (closed && inFlight == 0 && waiting.isEmpty() && retries.isEmpty());
  }

  private @Nullable Task<T> poll(long now) {
    Task<T> task = null;
    if (!stopped && due() <= now) {
      task = retries.poll();
    } else if (!stopped && mayTakeFresh()) {
      task = waiting.poll();
    }
    if (task != null) {
      inFlight++;
    }
    return task;
  }

  /// The task is done with, or broken off.
  void done() {
    monitor.enter(() -> inFlight--);
  }

  /// The task is to be tried again later.
  void retry(Task<T> task, Tries tries, Duration pause) {
    long due = clock.nanos() + pause.toNanos();
    monitor.enter(() -> {
      retries.add(new Task<>(task.work(), tries, due, numbers++));
      looks++;
      return inFlight--;
    });
  }

  /// Nothing is added any more: workers end when everything is done.
  void close() {
    monitor.enter(() -> closed = true);
  }

  /// Workers end with what they are at; what waits is dropped.
  void stop() {
    monitor.enter(() -> stopped = true);
  }

  /// Waits until everything added so far is done, or the queue is stopped.
  void awaitIdle() {
    monitor.when(
        () -> stopped || (inFlight == 0 && waiting.isEmpty() && retries.isEmpty()), () -> true);
  }

  /// Waits until no task is being worked on, but no longer than this.
  void awaitNoneInFlight(Duration atMost) {
    monitor.when(() -> inFlight == 0, atMost, () -> true);
  }

  /// How much is where at this moment.
  Depth depth() {
    return monitor.enter(() -> new Depth(waiting.size(), retries.size(), inFlight));
  }

  /// How much is where.
  record Depth(int waiting, int retries, int inFlight) {}
}
