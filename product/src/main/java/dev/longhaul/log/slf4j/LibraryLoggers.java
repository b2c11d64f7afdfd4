package dev.longhaul.log.slf4j;

import dev.longhaul.config.Reporting;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.log.Log;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/// The loggers of libraries, which all write into one log. Thread-safe.
final class LibraryLoggers implements ILoggerFactory {
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final AtomicReference<Log> log =
      new AtomicReference<>(
          new Log(
              System.err, new SystemClock(), Reporting.Log.Format.LINES, Reporting.Log.Level.WARN));

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, known -> new LibraryLogger(known, log::get));
  }

  void sendTo(Log other) {
    log.set(other);
  }
}
