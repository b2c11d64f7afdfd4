package dev.longhaul.cli;

/// What a process that runs for years is told from outside.
@FunctionalInterface
public interface Signals {
  /// Runs `stop` once when the process is asked to end (Ctrl-C, SIGTERM); being asked again ends it
  /// at once. Runs `reload` whenever it is asked to read its configuration again (SIGHUP).
  Watch watch(Runnable stop, Runnable reload);

  /// A time in which the process listens to that.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
