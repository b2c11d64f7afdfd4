package dev.longhaul.simulation.whole;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// When a store is in trouble as a whole: for minutes at a time, until the world is left in peace.
final class Weather {
  private static final int TIMES = 3;
  private static final Duration WITHIN = Duration.ofMinutes(20);

  private final World world;
  private final List<Span> storms = new ArrayList<>();
  private final List<Span> expired = new ArrayList<>();
  private final List<Span> absent = new ArrayList<>();

  private record Span(long from, long to) {
    boolean holds(long nanos) {
      return from <= nanos && nanos < to;
    }
  }

  Weather(World world) {
    this.world = world;
    for (int time = 0; time < TIMES; time++) {
      storms.add(span(Duration.ofMinutes(4)));
      expired.add(span(Duration.ofMinutes(4)));
      absent.add(span(Duration.ofMinutes(3)));
    }
  }

  private Span span(Duration longest) {
    long from = world.upTo(WITHIN).toNanos();
    return new Span(from, from + world.upTo(longest).toNanos());
  }

  boolean isStormy() {
    return isNow(Mishap.STORMS, storms);
  }

  boolean isExpired() {
    return isNow(Mishap.EXPIRED_CREDENTIALS, expired);
  }

  /// Whether HEAD says 404, whatever is there.
  boolean isAbsent() {
    return isNow(Mishap.FALSE_ABSENCE, absent);
  }

  private boolean isNow(Mishap mishap, List<Span> spans) {
    boolean now =
        world.goesWrong(mishap) && spans.stream().anyMatch(span -> span.holds(world.nanos()));
    if (now) {
      world.met(mishap);
    }
    return now;
  }
}
