package dev.longhaul.cli;

import dev.longhaul.object.Escaped;
import java.util.function.Consumer;

/// Tells of a failure that nobody foresaw, with all that whoever mends it wants to know.
final class Unforeseen {
  private Unforeseen() {}

  /// @param lines takes it line by line
  static void tell(Throwable failure, Consumer<String> lines) {
    String begin = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      lines.accept(begin + Escaped.text(String.valueOf(cause)));
      for (StackTraceElement frame : cause.getStackTrace()) {
        lines.accept("    at " + frame);
      }
      begin = "caused by ";
    }
  }
}
