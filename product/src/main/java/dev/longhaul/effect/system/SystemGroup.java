package dev.longhaul.effect.system;

import dev.longhaul.effect.Workers;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Jobs on virtual threads named after their group. Remembers only the running ones, so that a
/// group may start a million.
final class SystemGroup implements Workers.Group {
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition allEnded = lock.newCondition();
  private final Set<Thread> running = new HashSet<>();
  private long started;
  private boolean cancelled;
  private boolean closed;

  SystemGroup(String name) {
    this.name = name;
  }

  @Override
  public <T> Workers.Job<T> start(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("group " + name + " is closed and starts nothing");
      }
      started++;
      Thread thread = Thread.ofVirtual().name(name + "-" + started).unstarted(() -> run(task));
      running.add(thread);
      thread.start();
      if (cancelled) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
    return new TaskJob<>(task);
  }

  private void run(FutureTask<?> task) {
    try {
      task.run();
    } finally {
      lock.lock();
      try {
        running.remove(Thread.currentThread());
        if (running.isEmpty()) {
          allEnded.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void cancel() {
    lock.lock();
    try {
      cancelled = true;
      running.forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    boolean interrupted = false;
    lock.lock();
    try {
      while (!running.isEmpty()) {
        try {
          allEnded.await();
        } catch (InterruptedException cancelledMeanwhile) {
          interrupted = true;
          cancel();
        }
      }
      closed = true;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// A job whose end is the end of a task.
  private record TaskJob<T>(FutureTask<T> task) implements Workers.Job<T> {
    @Override
    public T join() {
      try {
        return task.get();
      } catch (InterruptedException interrupted) {
        throw Interruption.cancelled(interrupted);
      } catch (ExecutionException failed) {
        throw unwrapped(failed);
      }
    }

    private static RuntimeException unwrapped(ExecutionException failed) {
      return switch (failed.getCause()) {
        case RuntimeException unchecked -> unchecked;
        case Error error -> throw error;
        case null -> new IllegalStateException(failed);
        case Throwable checked -> new IllegalStateException(checked);
      };
    }
  }
}
