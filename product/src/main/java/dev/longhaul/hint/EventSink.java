package dev.longhaul.hint;

import java.time.Duration;
import java.util.List;

/// Where intakes hand over what they received. Thread-safe; blocks its caller.
public interface EventSink {
  /// Takes all of these events or none. Once it answered `TAKEN` they are on disk, and whoever sent
  /// them may forget them. Taking the same events again is harmless.
  Acceptance take(List<ObjectEvent> events);

  /// Keeps a message that cannot be read, so that a person can look at it: it is neither lost nor
  /// received for ever (H13). On disk once it answered `TAKEN`.
  Acceptance keep(UnreadableMessage message);

  /// Whether something was taken, and if not, when to try again.
  sealed interface Acceptance {
    /// It is on disk.
    record Taken() implements Acceptance {}

    /// Nothing was taken: too much waits already, or the disk is full. The intake leaves its
    /// messages where they are and asks again later.
    record Full(String why, Duration retryAfter) implements Acceptance {}
  }
}
