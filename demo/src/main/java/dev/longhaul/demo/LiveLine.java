package dev.longhaul.demo;

import dev.longhaul.cli.Terminal;
import dev.longhaul.replicate.RouteStatus;
import java.util.Locale;
import java.util.Optional;

/// How the engine follows, on one line of a terminal; elsewhere a line every few seconds.
final class LiveLine implements AutoCloseable {
  private static final double EVERY_SECONDS = 5;
  private static final int WIDTH = 100;

  private final Terminal terminal;
  private boolean shown;
  private double next = EVERY_SECONDS;

  LiveLine(Terminal terminal) {
    this.terminal = terminal;
  }

  /// @param status empty when the engine does not answer
  void show(LiveSource source, Optional<RouteStatus> status) {
    String text = text(source, status);
    if (terminal.interactive()) {
      terminal.err().printf("\r%-" + WIDTH + "s", text);
      terminal.err().flush();
      shown = true;
    } else if (source.seconds() >= next) {
      next += EVERY_SECONDS;
      terminal.err().println(text);
    }
  }

  private static String text(LiveSource source, Optional<RouteStatus> status) {
    String written =
        String.format(
            Locale.ROOT,
            "demo: %4.0f s  %,d changes, %.0f/s",
            source.seconds(),
            source.changes(),
            source.changes() / source.seconds());
    return status
        .map(now ->
            String.format(
                Locale.ROOT,
                "%s  lag p50 %d ms, p99 %d ms  %,d proved, %,d wait",
                written,
                now.lag().p50().toMillis(),
                now.lag().p99().toMillis(),
                now.lag().count(),
                now.work().backlog().pending()))
        .orElse(written + "  (the engine is starting)");
  }

  /// Leaves what was shown on its line.
  void end() {
    if (shown) {
      terminal.err().println();
      shown = false;
    }
  }

  @Override
  public void close() {
    end();
  }
}
