package dev.longhaul.cli;

/// Ctrl-C, SIGTERM and their like.
@FunctionalInterface
public interface Interrupts {
  /// Runs `stop` once when the process is asked to end. The process then ends as soon as the watch
  /// is closed, or after a while even if it is not.
  Watch watch(Runnable stop);

  /// A time in which being asked to end is noticed.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
