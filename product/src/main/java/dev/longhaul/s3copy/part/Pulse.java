package dev.longhaul.s3copy.part;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.s3copy.TablesUnavailable;
import java.time.Duration;

/// Signs of life while work lasts. One that gets no answer is followed by the next: what they keep
/// lasts for several.
final class Pulse implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(30);
  private final Workers.Group group;

  Pulse(Workers workers, Clock clock, Runnable beat) {
    this.group = workers.open("pulse");
    group.start(() -> {
      while (true) {
        clock.sleep(EVERY);
        beat(beat);
      }
    });
  }

  private static void beat(Runnable beat) {
    try {
      beat.run();
    } catch (TablesUnavailable unanswered) {
      // As said above.
      return;
    }
  }

  @Override
  public void close() {
    group.cancel();
    group.close();
  }
}
