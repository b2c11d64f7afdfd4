package dev.longhaul.hint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found in a message.
public sealed interface Parsed {
  /// Objects may have changed.
  ///
  /// @param events at least one
  /// @param unread what is wrong with the rest of the message, `null` when all of it was
  ///   understood: one bad record does not lose the good ones, nor the other way round (H5)
  record Events(List<ObjectEvent> events, @Nullable String unread) implements Parsed {
    public Events {
      events = List.copyOf(events);
      if (events.isEmpty()) {
        throw new IllegalArgumentException("no event");
      }
    }
  }

  /// Understood, and nothing follows from it: a test event, or a kind that changes no object.
  record Nothing(String why) implements Parsed {}

  /// JSON that says nothing we know.
  record Unreadable(String why) implements Parsed {}

  /// No JSON at all.
  record NotJson(String why) implements Parsed {}
}
