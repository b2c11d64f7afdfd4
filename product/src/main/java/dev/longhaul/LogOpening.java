package dev.longhaul;

import dev.longhaul.config.Reporting;
import dev.longhaul.effect.Clock;
import dev.longhaul.log.Log;
import dev.longhaul.log.slf4j.LogProvider;
import java.io.OutputStream;

/// Opens the log of a process.
final class LogOpening {
  private LogOpening() {}

  /// A log that libraries write into too from now on.
  static Log open(OutputStream out, Clock clock, Reporting.Log settings) {
    Log log = new Log(out, clock, settings.format(), settings.level());
    LogProvider.sendTo(log);
    return log;
  }
}
