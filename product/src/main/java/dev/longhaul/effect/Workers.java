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
    /// Starts the work on a thread of its own (virtual, in the real world). After `cancel` the work
    /// still starts, cancelled from the beginning. Jobs may start further jobs, also while the
    /// group is being closed; once `close` returned nothing starts any more.
    <T> Job<T> start(Supplier<T> work);

    /// Tells every job to stop: whatever it waits on, now or later, throws `Cancelled`. Idempotent.
    void cancel();

    /// Waits until every job has ended, also when the caller is cancelled; only then the jobs are
    /// cancelled with it. It does not throw what jobs threw: whoever cares joins the job.
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
