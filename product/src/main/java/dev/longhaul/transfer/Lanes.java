package dev.longhaul.transfer;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Runs numbered work on several jobs at once, begun in order; the first failure stops the others.
final class Lanes {
  private final IntConsumer work;
  private final List<Integer> numbers;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private Lanes(List<Integer> numbers, IntConsumer work) {
    this.numbers = numbers;
    this.work = work;
  }

  /// Returns when all the work is done; throws what the first piece that failed threw.
  ///
  /// @param lanes how many pieces run at once, at most
  static void run(Workers workers, int lanes, List<Integer> numbers, IntConsumer work) {
    if (numbers.size() == 1) {
      work.accept(numbers.getFirst());
      return;
    }
    new Lanes(numbers, work).run(workers, Math.min(lanes, numbers.size()));
  }

  private void run(Workers workers, int lanes) {
    try (Workers.Group group = workers.open("lanes")) {
      List<Workers.Job<Boolean>> jobs = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        jobs.add(group.start(() -> drive(group)));
      }
      try {
        jobs.forEach(Workers.Job::join);
      } catch (Cancelled cancelled) {
        failure.compareAndSet(null, cancelled);
        group.cancel();
      }
    }
    switch (failure.get()) {
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case null -> {}
      case Throwable checked -> throw new IllegalStateException(checked);
    }
  }

  private boolean drive(Workers.Group group) {
    while (failure.get() == null) {
      int index = next.getAndIncrement();
      if (index >= numbers.size()) {
        return true;
      }
      try {
        work.accept(numbers.get(index));
      } catch (RuntimeException | Error thrown) {
        Throwable first = failure.compareAndExchange(null, thrown);
        group.cancel();
        if (first != null && !(thrown instanceof Cancelled)) {
          first.addSuppressed(thrown);
        }
        return false;
      }
    }
    return false;
  }
}
