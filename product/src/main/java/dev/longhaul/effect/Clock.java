package dev.longhaul.effect;

import java.time.Duration;
import java.time.Instant;

/// Time as the engine sees it. Thread-safe.
public interface Clock {
  /// The wall-clock time of this machine; may jump, so it never orders anything.
  Instant now();

  /// Nanoseconds of a monotonic timer with an arbitrary origin; only differences mean something.
  long nanos();

  /// Waits at least this long; zero and negative durations return at once.
  ///
  /// @throws Cancelled when the caller's group was cancelled before or during the wait
  void sleep(Duration duration);
}
