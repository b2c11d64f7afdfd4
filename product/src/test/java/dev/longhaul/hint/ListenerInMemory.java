package dev.longhaul.hint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Remembers what an intake told of itself.
public final class ListenerInMemory implements IntakeListener {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final List<String> told = new ArrayList<>();
  private int messages;
  private int events;

  @Override
  public synchronized void received(int more, int moreEvents) {
    messages += more;
    events += moreEvents;
    notifyAll();
  }

  @Override
  public synchronized void failing(String why) {
    tell("failing: " + why);
  }

  @Override
  public synchronized void working() {
    tell("working");
  }

  private void tell(String what) {
    told.add(what);
    notifyAll();
  }

  public synchronized List<String> told() {
    return List.copyOf(told);
  }

  public synchronized int messages() {
    return messages;
  }

  public synchronized int events() {
    return events;
  }

  /// Returns once what was told is as expected.
  public synchronized void await(String what, Predicate<List<String>> condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.test(told)) {
        long left = (end - System.nanoTime()) / 1_000_000;
        assertThat(left).as("%s; told %s", what, told).isPositive();
        wait(left);
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
