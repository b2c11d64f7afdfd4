package dev.longhaul;

import dev.longhaul.cli.Interrupts;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Notices that the process is asked to end, by Ctrl-C or SIGTERM, and holds the end up until the
/// command has cleaned up and told, but not for ever.
final class ShutdownWatch implements Interrupts.Watch {
  /// More than a run takes to stop; whoever waits for the machine to go down waits no longer.
  private static final int MOST_SECONDS = 20;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private ShutdownWatch(Runnable stop) {
    this.hook = new Thread(() -> stop(stop), "shutdown");
  }

  static ShutdownWatch begin(Runnable stop) {
    ShutdownWatch watch = new ShutdownWatch(stop);
    Runtime.getRuntime().addShutdownHook(watch.hook);
    return watch;
  }

  private void stop(Runnable stop) {
    stop.run();
    try {
      done.await(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process is ending already: the hook is what runs.
      return;
    }
  }
}
