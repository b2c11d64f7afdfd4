package dev.longhaul.cli;

import dev.longhaul.effect.Clock;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jspecify.annotations.Nullable;

/// Shows on standard error how far a run is, until it is closed: on a terminal a line that moves,
/// elsewhere a new line now and then.
final class Progress implements AutoCloseable {
  private static final int MOVING_MILLIS = 200;
  private static final int LINES_MILLIS = 10_000;
  private static final int LINE_WIDTH = 200;
  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /// Begins to show what the supplier says, which is asked from a thread of its own.
  static Progress start(
      Terminal terminal, OutputSettings output, Clock clock, Supplier<Standing> standing) {
    if (output.quiet()) {
      return new Progress(null);
    }
    ProgressLine line = new ProgressLine();
    long begun = clock.nanos();
    return new Progress(
        new ProgressBarBuilder()
            .setUpdateIntervalMillis(terminal.interactive() ? MOVING_MILLIS : LINES_MILLIS)
            .continuousUpdate()
            .clearDisplayOnFinish()
            .setConsumer(consumer(terminal))
            .setRenderer(
                (_, width) -> line.render(standing.get(), (clock.nanos() - begun) / 1e9, width))
            .build());
  }

  private static ProgressBarConsumer consumer(Terminal terminal) {
    return terminal.interactive()
        ? new ConsoleProgressBarConsumer(terminal.err())
        : new DelegatingProgressBarConsumer(terminal.err()::println, LINE_WIDTH);
  }

  /// Takes the line away; nothing is shown any more.
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
