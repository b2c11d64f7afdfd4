package dev.longhaul.hint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How an intake fares at one moment.
///
/// @param name as the configuration has it
/// @param kind what it is, in a word for people: `sqs`, `webhook`
/// @param since when it began to receive
/// @param counts what came in since then
/// @param lastReceived when the latest message came in, `null` before the first
/// @param trouble why nothing can be received, `null` while receiving works
public record IntakeState(
    String name,
    String kind,
    Instant since,
    Counts counts,
    @Nullable Instant lastReceived,
    @Nullable Trouble trouble) {
  /// What came in.
  ///
  /// @param messages messages, also those that could not be read
  /// @param events object events in them
  public record Counts(long messages, long events) {}

  /// Why nothing can be received.
  ///
  /// @param since when that began
  /// @param why in words for people
  public record Trouble(Instant since, String why) {}
}
