package dev.longhaul.hint.webhook;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.Head;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Turns away what is posted faster than so often a second; what was not used in one second may be
/// used in the next.
final class Rate implements Endpoint.Guard {
  private static final double NANOS = 1e9;
  private static final Answer TOO_MANY =
      Answer.later(429, "more is posted than max-requests allows", Duration.ofSeconds(1));

  private final int perSecond;
  private final Clock clock;
  private final Monitor monitor;
  private double left;
  private long seen;

  Rate(int perSecond, Clock clock, Monitor monitor) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.monitor = monitor;
    this.left = perSecond;
    this.seen = clock.nanos();
  }

  @Override
  public @Nullable Answer refusal(Head head) {
    long now = clock.nanos();
    return monitor.enter(() -> isAllowed(now)) ? null : TOO_MANY;
  }

  private boolean isAllowed(long now) {
    long passed = Math.max(0, now - seen);
    left = Math.min(perSecond, left + passed / NANOS * perSecond);
    seen += passed;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
