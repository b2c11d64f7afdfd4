package dev.longhaul.hint;

import dev.longhaul.hint.EventSink.Acceptance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Messages that were received together, read, on their way to the sink. Used by one thread.
public final class Delivery {
  private final String intake;
  private final List<ObjectEvent> events = new ArrayList<>();
  private final List<UnreadableMessage> unreadable = new ArrayList<>();
  private int messages;

  /// @param intake the name of the intake that received them
  public Delivery(String intake) {
    this.intake = intake;
  }

  /// Reads one more message.
  ///
  /// @param id the same for the same message
  /// @return what it says
  public Parsed add(String id, String text, Instant received) {
    messages++;
    Parsed parsed = EnvelopeParser.parse(text, received);
    switch (parsed) {
      case Parsed.Events(List<ObjectEvent> found, String unread) -> {
        events.addAll(found);
        if (unread != null) {
          keep(id, unread, text, received);
        }
      }
      case Parsed.Nothing _ -> {}
      case Parsed.Unreadable(String why) -> keep(id, why, text, received);
      case Parsed.NotJson(String why) -> keep(id, why, text, received);
    }
    return parsed;
  }

  private void keep(String id, String why, String text, Instant received) {
    unreadable.add(new UnreadableMessage(intake, id, why, text, received));
  }

  public int messages() {
    return messages;
  }

  public int events() {
    return events.size();
  }

  /// Hands everything over. Once this answered `Taken`, all the messages may be forgotten; after
  /// anything else none may, and what the sink took already will be taken again.
  public Acceptance handTo(EventSink sink) {
    if (!events.isEmpty() && sink.take(events) instanceof Acceptance.Full full) {
      return full;
    }
    for (UnreadableMessage message : unreadable) {
      if (sink.keep(message) instanceof Acceptance.Full full) {
        return full;
      }
    }
    return new Acceptance.Taken();
  }
}
