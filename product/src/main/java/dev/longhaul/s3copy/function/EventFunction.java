package dev.longhaul.s3copy.function;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.hint.EnvelopeParser;
import dev.longhaul.hint.Json;
import dev.longhaul.hint.ObjectEvent;
import dev.longhaul.hint.Parsed;
import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyRoutes;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.RoutesUnavailable;
import dev.longhaul.s3copy.TablesUnavailable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Function `S3CopyToChina-Main`: takes events of S3, alone or wrapped by SQS, SNS or EventBridge,
/// and handles every record. What fails makes the function fail, so that whoever delivers the event
/// keeps it; queues are told message by message.
public final class EventFunction {
  /// The most failures that one message names.
  private static final int NAMED = 3;

  private final Supplier<CopyRoutes> routes;
  private final KeyHandler handler;
  private final Journal journal;
  private final Clock clock;

  /// Some of an event was not handled; Lambda delivers it again, and then keeps it in its queue.
  public static final class Unhandled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unhandled(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// @param routes as they are now
  public EventFunction(
      Supplier<CopyRoutes> routes, KeyHandler handler, Journal journal, Clock clock) {
    this.routes = routes;
    this.handler = handler;
    this.journal = journal;
    this.clock = clock;
  }

  /// Handles what the function was invoked with, and says what it returns: bucket and key for one
  /// record, a list of those for several, and the messages that failed for a queue's.
  ///
  /// @throws Unhandled when any record was not handled
  public String handle(String event) {
    List<Json> messages = queued(event);
    if (messages.isEmpty()) {
      return answer(handleAll(event));
    }
    List<String> failed = new ArrayList<>();
    for (Json message : messages) {
      try {
        handleAll(String.valueOf(message.text("body")));
      } catch (Unhandled kept) {
        journal.line("kept in its queue: " + kept.getMessage());
        failed.add(String.valueOf(message.text("messageId")));
      }
    }
    return JsonText.object(json -> {
      json.writeArrayFieldStart("batchItemFailures");
      for (String id : failed) {
        json.writeStartObject();
        json.writeStringField("itemIdentifier", id);
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  /// The messages of a queue that invoked us; none for all other events.
  private static List<Json> queued(String event) {
    try {
      List<Json> records = Json.parse(event, MAX_EVENT).at("Records").items();
      boolean isQueue =
          records != null
              && !records.isEmpty()
              && records.stream().allMatch(record -> "aws:sqs".equals(record.text("eventSource")));
      return records != null && isQueue ? records : List.of();
    } catch (IOException malformed) {
      return List.of();
    }
  }

  /// Lambda's limit for events is 6 MB.
  private static final int MAX_EVENT = 6 * 1024 * 1024;

  private List<ObjectEvent> handleAll(String event) {
    return switch (EnvelopeParser.parse(event, clock.now())) {
      case Parsed.Events(List<ObjectEvent> events, String unread) -> {
        events(events);
        if (unread != null) {
          throw new Unhandled("part of the event cannot be read: " + unread, null);
        }
        yield events;
      }
      case Parsed.Nothing(String why) -> {
        journal.line("nothing to do: " + why);
        yield List.of();
      }
      case Parsed.Unreadable(String why) -> throw new Unhandled("no event: " + why, null);
      case Parsed.NotJson(String why) -> throw new Unhandled("no event: " + why, null);
    };
  }

  /// Every record is tried, whatever became of the others.
  private void events(List<ObjectEvent> events) {
    CopyRoutes now = current();
    List<String> failures = new ArrayList<>();
    RuntimeException first = null;
    for (ObjectEvent event : events) {
      for (ObjectKey key : event.keys()) {
        try {
          key(now, event, key, failures);
        } catch (Cancelled told) {
          throw told;
        } catch (RuntimeException failed) {
          first = first == null ? failed : first;
          failures.add(key + ": " + why(failed));
        }
      }
    }
    if (!failures.isEmpty()) {
      journal.count(Journal.Figure.NotDispatched, failures.size());
      int shown = Math.min(NAMED, failures.size());
      throw new Unhandled(
          failures.size()
              + " of "
              + events.size()
              + " not handled: "
              + String.join("; ", failures.subList(0, shown)),
          first);
    }
  }

  private CopyRoutes current() {
    try {
      return routes.get();
    } catch (RoutesUnavailable unknown) {
      throw new Unhandled(String.valueOf(unknown.getMessage()), unknown);
    }
  }

  private void key(CopyRoutes now, ObjectEvent event, ObjectKey key, List<String> failures) {
    List<CopyJob> jobs = now.jobs(event.bucket(), key, event.moment());
    if (jobs.isEmpty()) {
      journal.line("nothing to do: no route takes " + event.bucket() + "/" + key);
    }
    for (CopyJob job : jobs) {
      one(job, failures);
    }
  }

  private static String why(RuntimeException failed) {
    return failed instanceof NotSent
            || failed instanceof TablesUnavailable
            || failed instanceof MalformedJob
        ? String.valueOf(failed.getMessage())
        : "nobody foresaw this: " + Escaped.text(failed.toString());
  }

  private void one(CopyJob job, List<String> failures) {
    String where = job.bucket() + "/" + job.key();
    switch (handler.event(job)) {
      case KeyHandler.Handled.Sent(String worker) ->
          journal.line("job " + job.id() + " of " + where + " sent: " + Escaped.text(worker));
      case KeyHandler.Handled.Done() ->
          journal.line("job " + job.id() + " of " + where + " is done");
      case KeyHandler.Handled.Waits(String why) -> {
        journal.count(Journal.Figure.DeletesWaiting, 1);
        journal.line("job " + job.id() + " of " + where + " waits for Monitor: " + why);
      }
      case KeyHandler.Handled.Parked(String why) -> {
        journal.count(Journal.Figure.JobsParked, 1);
        journal.line("job " + job.id() + " of " + where + " is parked: " + why);
      }
      case KeyHandler.Handled.Failed(String why, boolean _) -> failures.add(where + ": " + why);
    }
  }

  private static String answer(List<ObjectEvent> events) {
    List<String> pairs = new ArrayList<>();
    for (ObjectEvent event : events) {
      pairs.add(JsonText.list(List.of(event.bucket(), event.keys().getFirst().text())));
    }
    return pairs.size() == 1 ? pairs.getFirst() : "[" + String.join(", ", pairs) + "]";
  }
}
