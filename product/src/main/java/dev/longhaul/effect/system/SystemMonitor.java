package dev.longhaul.effect.system;

import dev.longhaul.effect.Monitor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A lock on which each waiter has a signal of its own.
///
/// Whoever leaves chooses the oldest waiter whose condition holds and wakes nobody else; that one
/// chooses the next when it leaves. So the right to go on passes from one to the next without a
/// herd, and a newcomer never overtakes a chosen one.
final class SystemMonitor implements Monitor {
  private static final long WITHOUT_END = Long.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiter> waiters = new ArrayDeque<>();

  /// The oldest waiter whose condition holds; settled anew whenever the lock is given back.
  private @Nullable Waiter chosen;

  @Override
  public <T> T enter(Supplier<T> work) {
    lock();
    try {
      return work.get();
    } finally {
      leave();
    }
  }

  @Override
  public <T> T when(BooleanSupplier condition, Supplier<T> work) {
    return await(condition, WITHOUT_END, work).orElseThrow();
  }

  @Override
  public <T> Optional<T> when(BooleanSupplier condition, Duration atMost, Supplier<T> work) {
    return await(condition, Math.max(0, nanos(atMost)), work);
  }

  private static long nanos(Duration duration) {
    return duration.toSeconds() > 1L << 32 ? WITHOUT_END : duration.toNanos();
  }

  private <T> Optional<T> await(BooleanSupplier condition, long nanos, Supplier<T> work) {
    Interruption.check();
    lock();
    try {
      return mayRun(condition, nanos) ? Optional.of(work.get()) : Optional.empty();
    } catch (InterruptedException interrupted) {
      throw Interruption.cancelled(interrupted);
    } finally {
      leave();
    }
  }

  private boolean mayRun(BooleanSupplier condition, long nanos) throws InterruptedException {
    if (chosen == null && condition.getAsBoolean()) {
      return true;
    }
    Waiter waiter = new Waiter(condition, lock.newCondition());
    waiters.add(waiter);
    try {
      long left = nanos;
      while (chosen != waiter) {
        if (left <= 0) {
          return false;
        }
        if (left == WITHOUT_END) {
          waiter.signal.await();
        } else {
          left = waiter.signal.awaitNanos(left);
        }
      }
      return true;
    } finally {
      waiters.remove(waiter);
      if (chosen == waiter) {
        chosen = null;
      }
    }
  }

  private void lock() {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("work inside a monitor must not enter it again");
    }
    lock.lock();
  }

  private void leave() {
    try {
      chosen = null;
      for (Waiter waiter : waiters) {
        if (waiter.condition.getAsBoolean()) {
          chosen = waiter;
          waiter.signal.signal();
          break;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// One that waits: for what, and how to wake it. Told apart by identity: two may wait for one
  /// condition.
  private static final class Waiter {
    private final BooleanSupplier condition;
    private final Condition signal;

    Waiter(BooleanSupplier condition, Condition signal) {
      this.condition = condition;
      this.signal = signal;
    }
  }
}
