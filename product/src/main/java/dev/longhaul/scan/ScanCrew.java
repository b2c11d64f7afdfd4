package dev.longhaul.scan;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A scan and the workers that work on what it finds, at the same time, until both are done, or
/// somebody stops them, or nothing goes forward any more. For one run.
///
/// @param <T> what the workers get
final class ScanCrew<T> {
  private final Pass.Effects effects;
  private final PassLimits limits;
  private final Monitor monitor;
  private final WorkQueue<T> queue;
  private boolean listing = true;
  private @Nullable PassStop stop;

  ScanCrew(Pass.Effects effects, PassLimits limits) {
    this.effects = effects;
    this.limits = limits;
    this.monitor = effects.workers().monitor();
    this.queue = new WorkQueue<>(monitor, effects.clock(), limits.queue(), limits.retries());
  }

  Monitor monitor() {
    return monitor;
  }

  WorkQueue<T> queue() {
    return queue;
  }

  Pass.Effects effects() {
    return effects;
  }

  /// Whether the scan still goes on.
  boolean isListing() {
    return monitor.enter(() -> listing);
  }

  /// Whether everything found has been tried, and no more will be found.
  boolean hasNothingNew() {
    return !isListing() && queue.depth().waiting() == 0;
  }

  /// Stops scan and workers; the first reason counts. Returns at once. For any thread.
  void stop(PassStop why) {
    monitor.enter(() -> {
      if (stop == null) {
        stop = why;
      }
      return true;
    });
    queue.stop();
  }

  /// Why it was stopped; empty when it was not.
  Optional<PassStop> stopped() {
    return monitor.enter(() -> Optional.ofNullable(stop));
  }

  boolean isStopped() {
    return stopped().isPresent();
  }

  /// Runs scan and workers to their end.
  ///
  /// @param worker what each worker does until the queue is empty for good
  /// @param after what is done with the scan's result, before the queue is closed
  /// @param report told the result once every worker has ended
  <R> R run(
      Supplier<ScanResult> scan,
      Supplier<Boolean> worker,
      Consumer<ScanResult> after,
      Function<ScanResult, R> report) {
    try (ScanResult found = work(scan, worker, after)) {
      throwFatal();
      return report.apply(found);
    }
  }

  /// Returns once every worker has ended.
  private ScanResult work(
      Supplier<ScanResult> scan, Supplier<Boolean> worker, Consumer<ScanResult> after) {
    effects.patience().forward();
    try (Workers.Group group = effects.workers().open("work")) {
      try {
        group.start(this::watch);
        for (int number = 0; number < limits.workers(); number++) {
          group.start(worker);
        }
        ScanResult found = scan(scan);
        try {
          finish(found, after, group);
        } catch (RuntimeException | Error failed) {
          found.close();
          throw failed;
        }
        return found;
      } finally {
        queue.stop();
        group.cancel();
      }
    }
  }

  /// Stops everything once nothing has gone forward for too long, whatever it is that hangs. Ends
  /// when the crew is done with.
  private boolean watch() {
    while (!isStopped()) {
      Duration left = effects.patience().left();
      if (left.isPositive()) {
        effects.clock().sleep(left);
      } else {
        stop(new PassStop(PassReport.End.GAVE_UP, effects.patience().why(), null));
      }
    }
    return true;
  }

  private void finish(ScanResult found, Consumer<ScanResult> after, Workers.Group group) {
    after.accept(found);
    queue.close();
    queue.awaitIdle();
    if (isStopped()) {
      queue.awaitNoneInFlight(limits.grace());
      group.cancel();
    }
  }

  private ScanResult scan(Supplier<ScanResult> scan) {
    Workers.Job<ScanResult> job;
    try (Workers.Group group = effects.workers().open("scan")) {
      job =
          group.start(() -> {
            try {
              return scan.get();
            } finally {
              monitor.enter(() -> listing = false);
            }
          });
      monitor.when(() -> !listing || stop != null, () -> true);
      if (isStopped()) {
        group.cancel();
      }
    }
    try {
      return job.join();
    } catch (Cancelled cancelled) {
      if (!isStopped()) {
        throw cancelled;
      }
      return new ScanResult(List.of(), false, List.of());
    }
  }

  private void throwFatal() {
    switch (stopped().map(PassStop::fatal).orElse(null)) {
      case null -> {}
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case Throwable checked -> throw new IllegalStateException(checked);
    }
  }
}
