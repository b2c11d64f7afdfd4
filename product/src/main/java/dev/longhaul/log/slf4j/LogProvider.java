package dev.longhaul.log.slf4j;

import dev.longhaul.log.Log;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/// What SLF4J finds when a library first wants to log.
public final class LogProvider implements SLF4JServiceProvider {
  private final LibraryLoggers loggers = new LibraryLoggers();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter contexts = new NOPMDCAdapter();

  /// From now on libraries write into this log; before, they write their warnings to standard
  /// error.
  public static void sendTo(Log log) {
    if (LoggerFactory.getILoggerFactory() instanceof LibraryLoggers loggers) {
      loggers.sendTo(log);
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return loggers;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return contexts;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}
}
