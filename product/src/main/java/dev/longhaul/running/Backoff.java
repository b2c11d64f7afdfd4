package dev.longhaul.running;

import java.time.Duration;

/// How long to wait before something is tried again: longer each time, and never for ever.
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private Duration next = FIRST;

  Duration next() {
    Duration now = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return now;
  }
}
