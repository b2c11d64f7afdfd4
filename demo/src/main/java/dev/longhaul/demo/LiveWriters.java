package dev.longhaul.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Writers that work side by side at a chosen rate, until they are stopped.
final class LiveWriters implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> working;
  private volatile boolean stopped;

  /// @param rate changes a second of all writers together; a machine that cannot keep up makes
  ///   fewer
  LiveWriters(List<LiveWriter> writers, int rate) {
    Duration pause = Duration.ofNanos(1_000_000_000L * writers.size() / rate);
    working =
        writers.stream()
            .<Future<?>>map(writer -> threads.submit(() -> write(writer, pause)))
            .toList();
  }

  private void write(LiveWriter writer, Duration pause) {
    long next = System.nanoTime();
    while (!stopped) {
      writer.change();
      next = Math.max(next + pause.toNanos(), System.nanoTime() - pause.toNanos());
      LockSupport.parkNanos(next - System.nanoTime());
    }
    writer.flush();
  }

  /// Lets every writer end its change and tell of it.
  ///
  /// @throws IllegalStateException when one of them had failed
  void stop() {
    stopped = true;
    for (Future<?> writer : working) {
      try {
        writer.get();
      } catch (ExecutionException failure) {
        throw new IllegalStateException("The source could not be written to.", failure.getCause());
      } catch (InterruptedException interruption) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("The writers were not waited for.", interruption);
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.close();
  }
}
