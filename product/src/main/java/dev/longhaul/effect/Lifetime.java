package dev.longhaul.effect;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How long something with several jobs works: until it is told to stop, or until one of them
/// fails. What failed first is kept. Thread-safe.
public final class Lifetime {
  private final Monitor monitor;
  private boolean ended;
  private @Nullable Throwable first;

  public Lifetime(Workers workers) {
    this.monitor = workers.monitor();
  }

  /// Starts a job whose failure ends everything; being cancelled is none.
  public <T> void start(Workers.Group group, Supplier<T> work) {
    group.start(() -> {
      try {
        return work.get();
      } catch (Cancelled cancelled) {
        throw cancelled;
      } catch (RuntimeException | Error failed) {
        monitor.enter(() -> {
          first = first == null ? failed : first;
          ended = true;
          return true;
        });
        throw failed;
      }
    });
  }

  /// Ends it. Returns at once.
  public void end() {
    monitor.enter(() -> ended = true);
  }

  /// Waits for the end.
  public void awaitEnd() {
    monitor.when(() -> ended, () -> true);
  }

  /// Waits for the end, but no longer than this; whether it came.
  public boolean endsWithin(Duration atMost) {
    return monitor.when(() -> ended, atMost, () -> true).orElse(false);
  }

  /// What a job failed with before any other did.
  public Optional<Throwable> failure() {
    return monitor.enter(() -> Optional.ofNullable(first));
  }
}
