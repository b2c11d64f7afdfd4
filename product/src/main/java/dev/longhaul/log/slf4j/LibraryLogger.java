package dev.longhaul.log.slf4j;

import dev.longhaul.config.Reporting.Log.Level;
import dev.longhaul.log.Log;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/// Lets warnings and errors of a library through, and nothing below: what libraries say at `debug`
/// is for their own authors, and repeats signatures and tokens.
final class LibraryLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;
  private static final int CAUSES = 5;

  private final transient Supplier<Log> log;

  LibraryLogger(String name, Supplier<Log> log) {
    this.name = name;
    this.log = log;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isInfoEnabled() {
    return false;
  }

  @Override
  public boolean isWarnEnabled() {
    return log.get().writes(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return log.get().writes(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      org.slf4j.event.Level of,
      @Nullable Marker marker,
      String pattern,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments) + causes(thrown);
    log.get()
        .line(
            of == org.slf4j.event.Level.ERROR ? Level.ERROR : Level.WARN,
            () -> name + ": " + message,
            json -> {
              json.writeStringField("logger", name);
              json.writeStringField("message", message);
            });
  }

  /// The failure and its causes on the same line.
  private static String causes(@Nullable Throwable thrown) {
    StringBuilder text = new StringBuilder();
    Throwable cause = thrown;
    for (int depth = 0; depth < CAUSES && cause != null; depth++) {
      text.append(": ").append(cause);
      cause = cause.getCause();
    }
    return text.toString();
  }
}
