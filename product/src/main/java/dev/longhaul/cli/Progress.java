package dev.longhaul.cli;

import dev.longhaul.effect.Clock;
import java.io.PrintStream;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jspecify.annotations.Nullable;

/// Shows on standard error how far a run is, until it is closed: on a terminal a line that moves,
/// elsewhere a new line now and then.
final class Progress implements AutoCloseable {
  private static final int MOVING_MILLIS = 200;
  private static final int LINES_MILLIS = 10_000;
  private final @Nullable ProgressBar bar;
  private final Lines lines;

  private Progress(@Nullable ProgressBar bar, Lines lines) {
    this.bar = bar;
    this.lines = lines;
  }

  /// Begins to show what the supplier says, which is asked from a thread of its own.
  static Progress start(
      Terminal terminal, OutputSettings output, Clock clock, Supplier<Standing> standing) {
    Lines lines =
        terminal.interactive() ? new MovingLine(terminal.err()) : new PlainLines(terminal.err());
    if (output.quiet()) {
      return new Progress(null, lines);
    }
    ProgressLine line = new ProgressLine();
    long begun = clock.nanos();
    ProgressBar bar =
        new ProgressBarBuilder()
            .setUpdateIntervalMillis(terminal.interactive() ? MOVING_MILLIS : LINES_MILLIS)
            .continuousUpdate()
            .setConsumer(lines)
            .setRenderer(
                (_, width) -> line.render(standing.get(), (clock.nanos() - begun) / 1e9, width))
            .build();
    return new Progress(bar, lines);
  }

  /// Takes the line away; nothing is shown any more.
  @Override
  public void close() {
    lines.end();
    if (bar != null) {
      bar.close();
    }
  }

  /// Where lines go until the end; what the library writes afterwards goes nowhere.
  private abstract static class Lines implements ProgressBarConsumer {
    private boolean ended;

    @Override
    public final synchronized void accept(String line) {
      if (!ended) {
        show(line);
      }
    }

    final synchronized void end() {
      if (!ended) {
        ended = true;
        takeAway();
      }
    }

    abstract void show(String line);

    abstract void takeAway();

    @Override
    public final void clear() {}

    @Override
    public final void close() {}
  }

  /// One line of a terminal, written again and again.
  private static final class MovingLine extends Lines {
    private static final String ERASE = "\r\u001b[K";
    private final PrintStream out;
    private final ConsoleProgressBarConsumer console;
    private boolean shown;

    MovingLine(PrintStream out) {
      this.out = out;
      this.console = new ConsoleProgressBarConsumer(out);
    }

    @Override
    public int getMaxRenderedLength() {
      return console.getMaxRenderedLength();
    }

    @Override
    void show(String line) {
      shown = true;
      out.print(ERASE + line);
      out.flush();
    }

    @Override
    void takeAway() {
      if (shown) {
        out.print(ERASE);
        out.flush();
      }
    }
  }

  /// Line after line, but for the first, which would say that nothing is done yet.
  private static final class PlainLines extends Lines {
    private static final int WIDTH = 200;
    private final PrintStream out;
    private boolean begun;

    PlainLines(PrintStream out) {
      this.out = out;
    }

    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    void show(String line) {
      if (begun) {
        out.println(line);
      }
      begun = true;
    }

    @Override
    void takeAway() {}
  }
}
