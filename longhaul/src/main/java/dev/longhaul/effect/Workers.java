package dev.longhaul.effect;

import java.util.function.Supplier;

/// Starts concurrent work and makes the monitors it waits on. Thread-safe.
public interface Workers {
  /// Opens a group of jobs that all end before its `close` returns.
  Group open(String name);

  /// A new monitor, bound to the same scheduler as the jobs.
  Monitor monitor();

  /// Jobs that live no longer than the block that opened them.
  interface Group extends AutoCloseable {
    /// Starts the work on a thread of its own (virtual, in the real world).
    <T> Job<T> start(Supplier<T> work);

    /// Tells every running job to stop: whatever it waits on throws `Cancelled`. Idempotent.
    void cancel();

    /// Waits until every job has ended. It does not cancel and does not throw what jobs threw:
    /// whoever cares joins the job.
    @Override
    void close();
  }

  /// One piece of started work.
  interface Job<T> {
    /// Waits for the end of the work and returns its value or throws what it threw.
    ///
    /// @throws Cancelled when the caller itself was cancelled while it waited
    T join();
  }
}
