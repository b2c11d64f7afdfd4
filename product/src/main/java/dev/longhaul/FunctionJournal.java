package dev.longhaul;

import dev.longhaul.effect.Clock;
import dev.longhaul.object.Escaped;
import dev.longhaul.s3copy.function.Journal;
import dev.longhaul.s3copy.worker.SyncTimes;
import java.io.PrintStream;
import java.util.Map;

/// What functions say goes to their log; counts in the form that CloudWatch makes metrics of, so
/// that no call is needed for them.
record FunctionJournal(PrintStream out, Clock clock) implements Journal {
  private static final MetricLine METRICS = new MetricLine(SyncTimes.NAMESPACE, Map.of());

  @Override
  public void line(String text) {
    out.println("longhaul: " + Escaped.text(text));
  }

  @Override
  public void count(Figure figure, long number) {
    out.println(METRICS.of(figure.name(), "Count", number, clock.now()));
  }
}
