package dev.longhaul.hint;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.longhaul.hint.KeyText.Encoding;
import dev.longhaul.object.Escaped;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the object events in a message, whoever sent it and however often it was wrapped on the
/// way (H5): records of S3, MinIO and Ceph, EventBridge events, SNS notifications, lists of these,
/// and each inside another.
///
/// Nothing but bucket, key and time is believed of an event: sizes, ETags and versions may be out
/// of date or mean something else elsewhere, and the store is asked anyway (H2, H3, H9). Its
/// sequencer only names it.
public final class EnvelopeParser {
  /// EventBridge in SNS in a queue's message in a list is four.
  private static final int MAX_WRAPPINGS = 8;

  /// One part of a message is enough to see what is wrong with all of them.
  private static final int MAX_REASONS = 5;

  private static final Instant FIRST = Instant.parse("2006-03-14T00:00:00Z");
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private final Instant received;
  private final List<ObjectEvent> events = new ArrayList<>();
  private final List<String> nothing = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();
  private int unreadParts;

  private EnvelopeParser(Instant received) {
    this.received = received;
  }

  /// What a message says; never fails.
  ///
  /// @param received when it was received, the time of events that say none
  public static Parsed parse(String text, Instant received) {
    EnvelopeParser parser = new EnvelopeParser(received);
    try {
      parser.value(Json.parse(text), 0);
    } catch (IOException malformed) {
      return new Parsed.NotJson("this is no JSON: " + problem(malformed));
    }
    return parser.answer();
  }

  private Parsed answer() {
    String wrong = unread.isEmpty() ? null : String.join("; ", unread) + more();
    if (!events.isEmpty()) {
      return new Parsed.Events(events, wrong);
    }
    return wrong == null
        ? new Parsed.Nothing(String.join("; ", nothing))
        : new Parsed.Unreadable(wrong);
  }

  private String more() {
    int hidden = unreadParts - unread.size();
    return hidden == 0 ? "" : "; and " + hidden + " more";
  }

  private void value(Json json, int wrappings) {
    if (wrappings > MAX_WRAPPINGS) {
      unreadable("wrapped more than " + MAX_WRAPPINGS + " times");
      return;
    }
    List<Json> items = json.items();
    String text = json.text();
    if (items != null) {
      items.forEach(item -> value(item, wrappings + 1));
      if (items.isEmpty()) {
        nothing("an empty list");
      }
    } else if (text != null) {
      text(text, wrappings);
    } else if (json.isObject()) {
      object(json, wrappings);
    } else {
      unreadable("neither an object nor a list");
    }
  }

  private void text(String text, int wrappings) {
    try {
      value(Json.parse(text), wrappings + 1);
    } catch (IOException malformed) {
      unreadable("the message inside is no JSON: " + problem(malformed));
    }
  }

  private void object(Json json, int wrappings) {
    List<Json> records = json.at("Records").items();
    String type = json.text("Type");
    if (records != null) {
      records.forEach(record -> record(record, wrappings));
      if (records.isEmpty()) {
        nothing("no records");
      }
    } else if ("s3:TestEvent".equals(json.text("Event"))) {
      nothing("a test event");
    } else if (type != null && json.text("Message") != null) {
      notification(type, json.at("Message"), wrappings);
    } else if (json.at("detail").isObject()) {
      bridged(json);
    } else if (json.text("Key") != null && json.text("EventName") != null) {
      named(json);
    } else {
      unreadable("no known form of event");
    }
  }

  /// SNS, unless raw delivery is on.
  private void notification(String type, Json message, int wrappings) {
    if (type.equals("Notification")) {
      value(message, wrappings);
    } else {
      unreadable(
          "SNS sends "
              + Escaped.text(type)
              + ": confirm the subscription to the topic by opening the SubscribeURL"
              + " in the message");
    }
  }

  /// A record of S3 or of those who write like it, or a record that a function was handed, with the
  /// message inside.
  private void record(Json record, int wrappings) {
    if (record.text("body") != null) {
      value(record.at("body"), wrappings + 1);
    } else if (record.text("Sns", "Message") != null) {
      value(record.at("Sns", "Message"), wrappings + 1);
    } else if (EventKind.changesNothing(record.text("eventName"))) {
      nothing(kind(record.text("eventName")));
    } else {
      event(
          record.text("s3", "bucket", "name"),
          record.text("s3", "object", "key"),
          encoding(record),
          new Moment(record.text("eventTime"), record.text("s3", "object", "sequencer")));
    }
  }

  /// Only what is known to encode is believed to; Ceph does not, but has changed before.
  private static Encoding encoding(Json record) {
    String source = record.text("eventSource");
    String version = record.text("eventVersion");
    if (source == null || version == null || !version.startsWith("2.")) {
      return Encoding.UNKNOWN;
    }
    return switch (source) {
      case "minio:s3" -> Encoding.FORM;
      case "ceph:s3" -> Encoding.RAW;
      // Others say aws:s3 too, but have no region to name.
      case "aws:s3" -> isNamed(record.text("awsRegion")) ? Encoding.FORM : Encoding.UNKNOWN;
      default -> Encoding.UNKNOWN;
    };
  }

  private static boolean isNamed(@Nullable String region) {
    return region != null && !region.isEmpty();
  }

  /// EventBridge. That it leaves keys as they are is how it behaves, not what is documented.
  private void bridged(Json json) {
    String type = json.text("detail-type");
    if (EventKind.detailChangesNothing(type)) {
      nothing(kind(type));
    } else {
      event(
          json.text("detail", "bucket", "name"),
          json.text("detail", "object", "key"),
          Encoding.RAW,
          new Moment(json.text("time"), json.text("detail", "object", "sequencer")));
    }
  }

  /// MinIO's outer form without its records: the bucket and the unescaped key in one.
  private void named(Json json) {
    String path = json.text("Key");
    int slash = path == null ? -1 : path.indexOf('/');
    if (EventKind.changesNothing(json.text("EventName"))) {
      nothing(kind(json.text("EventName")));
    } else if (path == null || slash < 0) {
      unreadable("Key names no bucket and key");
    } else {
      String key = path.substring(slash + 1);
      event(path.substring(0, slash), key, Encoding.RAW, new Moment(json.text("EventTime"), null));
    }
  }

  /// When an event happened, as it says.
  private record Moment(@Nullable String time, @Nullable String sequencer) {
    Moment {
      sequencer = sequencer == null || sequencer.isBlank() ? null : sequencer;
    }
  }

  private void event(
      @Nullable String bucket, @Nullable String key, Encoding encoding, Moment moment) {
    if (bucket == null || bucket.isEmpty() || key == null) {
      unreadable("an event without the name of a bucket or a key");
      return;
    }
    List<ObjectKey> readings = KeyText.readings(key, encoding);
    if (readings.isEmpty()) {
      unreadable("an event whose key is none: of 1 to " + ObjectKey.MAX_BYTES + " bytes");
      return;
    }
    events.add(new ObjectEvent(bucket, readings, at(moment.time()), moment.sequencer()));
  }

  /// A time that no clock of a store can show is no time.
  private Instant at(@Nullable String time) {
    if (time == null) {
      return received;
    }
    try {
      Instant said = OffsetDateTime.parse(time).toInstant();
      boolean possible = said.isAfter(FIRST) && said.isBefore(received.plus(CLOCKS_DIFFER));
      return possible ? said : received;
    } catch (DateTimeException unknown) {
      return received;
    }
  }

  private void unreadable(String why) {
    unreadParts++;
    if (unread.size() < MAX_REASONS) {
      unread.add(why);
    }
  }

  private void nothing(String why) {
    if (nothing.size() < MAX_REASONS && !nothing.contains(why)) {
      nothing.add(why);
    }
  }

  private static String kind(@Nullable String name) {
    return Escaped.text(String.valueOf(name)) + " changes no object";
  }

  private static String problem(IOException malformed) {
    String message =
        malformed instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : malformed.getMessage();
    String escaped = Escaped.text(String.valueOf(message));
    return escaped.length() > 200 ? escaped.substring(0, 200) + "…" : escaped;
  }
}
