package dev.longhaul.scan.inventory.parquet;

import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Ends the reading of a file when the library stands still. What whoever takes the rows needs of
/// time does not count. Thread-safe, for one file.
final class Watch {
  private final Workers workers;
  private final Monitor monitor;
  private final Duration patience;

  /// Steps so far, of which every other one is the library's.
  private final AtomicLong steps = new AtomicLong();

  private boolean ended;

  /// @param patience for how long one step of the library may last; up to twice that is seen
  Watch(Workers workers, Duration patience) {
    this.workers = workers;
    this.monitor = workers.monitor();
    this.patience = patience;
  }

  /// Reads a file.
  interface Work {
    void run() throws IOException;
  }

  /// Does what is not the library's.
  void outside(Runnable work) {
    steps.incrementAndGet();
    try {
      work.run();
    } finally {
      steps.incrementAndGet();
    }
  }

  /// Has the file read.
  ///
  /// @throws IOException when it cannot be, or the library stands still
  void watch(Work work) throws IOException {
    try (Workers.Group group = workers.open("parquet")) {
      Workers.Job<Boolean> job = group.start(() -> done(work));
      boolean stuck = standsStill();
      if (stuck) {
        group.cancel();
      }
      end(job, stuck);
    }
  }

  private boolean done(Work work) {
    try {
      work.run();
      return true;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } finally {
      monitor.enter(() -> ended = true);
    }
  }

  /// Waits for the end; whether the library stands still before it comes.
  private boolean standsStill() {
    long before = -1;
    while (monitor.when(() -> ended, patience, () -> true).isEmpty()) {
      long now = steps.get();
      if (now == before && now % 2 == 0) {
        return true;
      }
      before = now;
    }
    return false;
  }

  private void end(Workers.Job<Boolean> job, boolean stuck) throws IOException {
    try {
      job.join();
    } catch (UncheckedIOException failed) {
      throw stuck ? stuck(failed) : failed.getCause();
    } catch (RuntimeException failed) {
      if (stuck) {
        throw stuck(failed);
      }
      throw failed;
    }
  }

  private IOException stuck(RuntimeException failed) {
    return new IOException(
        "it cannot be read as Parquet: nothing came of it for "
            + patience.toSeconds()
            + " s, so it is damaged inside",
        failed);
  }
}
